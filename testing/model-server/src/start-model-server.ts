import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { ZodError } from 'zod';
import { anthropicMessages } from './anthropic-messages.ts';
import { think } from './brain/think.ts';
import { chatCompletions } from './chat-completions.ts';
import { embeddings } from './embeddings.ts';
import { chunksOf, thinkingMs, writeEvents } from './event-stream.ts';
import { geminiContents } from './gemini-contents.ts';
import { errorBody, readFault } from './model-fault.ts';
import type { Exchange, Protocol } from './protocol.ts';
import { responses } from './responses.ts';
import { UnknownItem } from './stored-items.ts';
import { countUsage } from './token-usage.ts';

/** The models that `GET /v1/models` lists. Any other name works as well. */
const MODELS = ['gpt-4o-mini', 'gpt-4o', 'gpt-5-mini', 'o4-mini', 'text-embedding-3-small'];

export interface ModelServerOptions {
  /** Port of the server. The default, 0, selects a free port. */
  port?: number;
  /** Delay between two chunks of an answer, in ms. Default: 15. */
  delayMs?: number;
  /** Address of the server. Default: `127.0.0.1`. */
  host?: string;
}

/** Running model server. */
export interface ModelServer {
  /** Base URL for clients, which ends with `/v1`. */
  url: string;
  close: () => Promise<void>;
}

async function serve(protocol: Protocol, delayMs: number, req: Request, res: Response): Promise<void> {
  const { conversation, stream, includeUsage } = protocol.parse(req.body);
  const fault = readFault(conversation, req.get('x-model-fault'));
  if (fault.delayMs !== undefined) await sleep(fault.delayMs);
  if (fault.status !== undefined) {
    if (fault.status === 429) res.set('retry-after-ms', '50');
    res.status(fault.status).json(errorBody(fault.status));
    return;
  }
  const reply = think(conversation);
  const exchange: Exchange = {
    id: randomUUID().replaceAll('-', ''),
    created: Math.floor(Date.now() / 1000),
    conversation,
    reply,
    usage: countUsage(conversation, reply),
    includeUsage,
  };
  if (stream) return writeEvents(res, protocol.events(exchange), delayMs, fault.cut ?? false);
  if (fault.cut) return void res.destroy();
  if (delayMs > 0) await sleep(thinkingMs(delayMs) + (chunksOf(reply.text).length * delayMs) / 2);
  res.json(protocol.answer(exchange));
}

function fail(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) return next(error);
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    res.status(400).json(errorBody(400, `Invalid value for '${issue!.path.join('.')}': ${issue!.message}`));
  } else if (error instanceof UnknownItem) res.status(404).json(errorBody(404, error.message));
  else res.status(400).json(errorBody(400, error instanceof Error ? error.message : String(error)));
}

function createApp(delayMs: number): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '20mb' }));
  app.post('/v1/chat/completions', (req, res) => serve(chatCompletions, delayMs, req, res));
  app.post('/v1/responses', (req, res) => serve(responses, delayMs, req, res));
  app.post('/v1/messages', (req, res) => serve(anthropicMessages, delayMs, req, res));
  app.post(['/v1beta/models/:call', '/v1/models/:call'], (req, res, next) => {
    const [, model = '', method = ''] = /^(.*):((?:stream)?[gG]enerateContent)$/.exec(String(req.params['call'])) ?? [];
    return model === '' ? next() : serve(geminiContents(model, method), delayMs, req, res);
  });
  app.post('/v1/embeddings', (req, res) => void res.json(embeddings(req.body)));
  app.get('/v1/models', (_req, res) => {
    res.json({
      object: 'list',
      data: MODELS.map((id) => ({ id, object: 'model', created: 1_735_689_600, owned_by: 'model-server' })),
    });
  });
  app.use((req, res) => void res.status(404).json(errorBody(404, `Unknown request URL: ${req.method} ${req.path}`)));
  app.use(fail);
  return app;
}

/**
 * Starts a local server with the protocols of OpenAI, Anthropic and Google. It answers by rules, so examples and tests
 * need no API key and always get the same answers.
 *
 * @throws {Error} if the port is in use
 * @example
 * const model = await startModelServer();
 * const openai = createOpenAI({ baseURL: model.url, apiKey: 'none' });
 * await model.close();
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { port = 0, delayMs = 15, host = '127.0.0.1' } = options;
  const server = createServer(createApp(delayMs));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/v1`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

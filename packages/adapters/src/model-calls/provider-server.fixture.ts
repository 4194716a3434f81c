import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Writes the answer to one request. */
export type Answer = (res: ServerResponse) => void | Promise<void>;

/** Returns a JSON answer. */
export function json(body: object, status = 200, headers: Record<string, string> = {}): Answer {
  return (res) =>
    void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Options of a stream of events. */
interface EventsEnd {
  /** Whether events have names, as in Anthropic's API and the Responses API. */
  named?: boolean;
  /** What follows the events: `[DONE]`, the end of the response, a broken connection, or nothing. */
  end?: 'done' | 'close' | 'cut' | 'open';
}

/** Returns an answer of server-sent events. */
export function events(
  list: readonly object[],
  { named = false, end = named ? 'close' : 'done' }: EventsEnd = {},
): Answer {
  return (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req-1', 'request-id': 'req-1' });
    const head = (event: object): string => (named ? `event: ${(event as { type: string }).type}\n` : '');
    const text = list.map((event) => `${head(event)}data: ${JSON.stringify(event)}\n\n`).join('');
    res.write(end === 'done' ? `${text}data: [DONE]\n\n` : text, () => {
      if (end === 'cut') res.destroy();
      else if (end !== 'open') res.end();
    });
  };
}

/** An answer that never arrives. */
export const noAnswer: Answer = () => {};

/** Reads a stream to its end. */
export async function readAll<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** A request that the server received. */
interface ReceivedRequest {
  path: string;
  body: Record<string, unknown>;
}

async function bodyOf(req: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of req as AsyncIterable<Buffer>) text += chunk.toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** A local server in place of a provider. It sends the given answers in order, and keeps the requests. */
export class ProviderServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #answers: Answer[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((req, res) => void this.#serve(req, res));
  }

  static async start(): Promise<ProviderServer> {
    const endpoint = new ProviderServer();
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Adds answers for the next requests. */
  reply(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bodyOf(req);
    this.requests.push({ path: req.url ?? '', body });
    const answer = this.#answers.shift() ?? json({ error: { message: 'The test expects no more requests.' } }, 501);
    await answer(res);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

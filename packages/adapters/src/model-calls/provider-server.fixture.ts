import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one request is answered. */
export type Answer = (res: ServerResponse) => void | Promise<void>;

/** An answer as JSON. */
export function json(body: object, status = 200, headers: Record<string, string> = {}): Answer {
  return (res) =>
    void res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** How a stream of events goes on after its events. */
interface EventsEnd {
  /** Events have the names of their types, as those of Anthropic and of the Responses API have. */
  named?: boolean;
  /** `done` says `[DONE]`; `cut` breaks the connection off; `open` says nothing more. */
  end?: 'done' | 'close' | 'cut' | 'open';
}

/** An answer as server-sent events. */
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

/** No answer at all. */
export const noAnswer: Answer = () => {};

/** All that a stream gives. */
export async function readAll<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** What was asked of the endpoint. */
interface ReceivedRequest {
  path: string;
  body: Record<string, unknown>;
}

async function bodyOf(req: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of req as AsyncIterable<Buffer>) text += chunk.toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** A local server that stands for a provider: it answers what it was told to, in order, and keeps what it was asked. */
export class Endpoint {
  readonly asked: ReceivedRequest[] = [];
  readonly #answers: Answer[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((req, res) => void this.#serve(req, res));
  }

  static async start(): Promise<Endpoint> {
    const endpoint = new Endpoint();
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the next requests get. */
  reply(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bodyOf(req);
    this.asked.push({ path: req.url ?? '', body });
    const answer = this.#answers.shift() ?? json({ error: { message: 'Nothing was to be asked any more.' } }, 501);
    await answer(res);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

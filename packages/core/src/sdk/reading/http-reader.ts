import { apiUrl } from '../../model/api-url.ts';
import { type HttpTransportOptions, identityHeaders } from '../transport/http-transport.ts';
import { TransportError } from '../transport/transport.ts';

/** Maximum number of attempts of a request, and the time between two, in ms. */
const TRIES = 3;
const PAUSE_MS = 500;

/** Options of a request. */
export interface ReadRequest {
  method?: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
}

/** Makes requests to a Vitrine server for callers that wait for the result. Unlike recording, it rejects. */
export class HttpReader {
  /** The URL of the API, with a slash at the end. */
  readonly apiUrl: string;
  readonly #headers: Record<string, string>;
  readonly #timeoutMs: number;

  constructor(options: HttpTransportOptions) {
    this.apiUrl = apiUrl(options.url);
    this.#headers = identityHeaders(options);
    this.#timeoutMs = options.requestTimeoutMs ?? 30_000;
  }

  /**
   * Makes a request. It is retried if it may succeed later.
   *
   * @throws {TransportError} if the server refuses it, or if all attempts fail
   */
  async request(path: string, request: ReadRequest = {}): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(path, request);
      } catch (error) {
        const isLast = attempt === TRIES || !(error instanceof TransportError) || !error.retryable;
        if (isLast) throw error;
        const waitMs = error.retryAfterMs ?? PAUSE_MS * attempt;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async #once(path: string, { method = 'GET', query = {}, body }: ReadRequest): Promise<Response> {
    const url = new URL(`v1/private/${path}`, this.apiUrl);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = { ...this.#headers, ...(body !== undefined && { 'content-type': 'application/json' }) };
    let response: Response;
    // The timeout is for the first bytes only: a stream may be long.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error(`no answer within ${this.#timeoutMs} ms`)), this.#timeoutMs);
    try {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      response = await fetch(url, { method, headers, signal: stop.signal, ...sent });
    } catch (cause) {
      const reason = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : cause;
      throw new TransportError(`${url.href} does not answer: ${String(reason)}`, { cause });
    } finally {
      clearTimeout(timer);
    }
    if (response.ok) return response;
    const text = await response.text();
    const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new TransportError(`${method} ${url.href} answered ${response.status}: ${text.slice(0, 500)}`, {
      status: response.status,
      ...(retryAfterS > 0 && { retryAfterMs: retryAfterS * 1_000 }),
    });
  }

  /** Makes a request, and parses its JSON response. */
  async json<T>(path: string, request?: ReadRequest): Promise<T> {
    return (await (await this.request(path, request)).json()) as T;
  }

  /** Makes a request, and parses its JSON response; `undefined` if the server answers 404. */
  async find<T>(path: string, request?: ReadRequest): Promise<T | undefined> {
    try {
      return await this.json<T>(path, request);
    } catch (error) {
      if (error instanceof TransportError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Makes a request, and yields the objects of its response, which has one on each line. */
  async *lines<T>(path: string, body: unknown): AsyncGenerator<T, void, undefined> {
    const response = await this.request(path, { method: 'POST', body });
    if (response.body === null) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of chunksOf(response.body)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as T;
    }
    rest += decoder.decode();
    if (rest.trim() !== '') yield JSON.parse(rest) as T;
  }
}

/** Yields the chunks of a stream, which is not iterable in Safari. A consumer that stops early ends the request. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

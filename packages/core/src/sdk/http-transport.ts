import { type Transport, TransportError, type TransportRequest } from './transport.ts';

/** Where and as whom to send. */
export interface HttpTransportOptions {
  /** Where the server is mounted; `/api/v1/private/` is put after it. */
  url: string;
  apiKey?: string | undefined;
  workspace?: string | undefined;
}

/** How long one request may take, in ms. */
const TIMEOUT_MS = 30_000;
/** Small bodies outlive a page that is left; browsers allow 64 KB in all. */
const KEEPALIVE_BYTES = 8 * 1024;
/** How much of an answer that is no JSON goes into the error's message, in characters. */
const SHOWN_TEXT = 200;

/** `Retry-After` in ms: seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(body: unknown, text: string): string {
  const message = (body as { message?: unknown } | undefined | null)?.message;
  return typeof message === 'string' ? message : text.slice(0, SHOWN_TEXT);
}

/** Sends requests to a Vitrine server with `fetch`. The body of a refusal is the error's `cause`. */
export class HttpTransport implements Transport {
  readonly #base: string;
  readonly #headers: Record<string, string>;

  constructor({ url, apiKey, workspace }: HttpTransportOptions) {
    this.#base = `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api/v1/private/`;
    this.#headers = { 'content-type': 'application/json' };
    if (apiKey !== undefined) this.#headers['authorization'] = apiKey;
    if (workspace !== undefined) this.#headers['comet-workspace'] = workspace;
  }

  async send({ method, path, body }: TransportRequest, signal?: AbortSignal): Promise<void> {
    const url = this.#base + path;
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers: this.#headers,
        body,
        keepalive: body.length <= KEEPALIVE_BYTES,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      text = await response.text();
    } catch (cause) {
      const reason = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : cause;
      throw new TransportError(`${url} does not answer: ${String(reason)}`, { cause });
    }
    if (response.ok) return;
    const answer = parsed(text);
    const waitMs = retryAfterMs(response.headers.get('retry-after'));
    throw new TransportError(`${url} answered ${response.status}: ${messageOf(answer, text)}`, {
      status: response.status,
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
      cause: answer,
    });
  }
}

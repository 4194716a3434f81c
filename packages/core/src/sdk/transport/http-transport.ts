import { gzip, sendHttp } from '#platform';
import { apiUrl } from '../../model/api-url.ts';
import type { HttpResponse } from '../../platform/http-request.ts';
import { sendUpload } from './send-upload.ts';
import { type Transport, TransportError, type TransportRequest } from './transport.ts';
import type { Upload } from './upload.ts';

/** The server, and the identity of the sender. */
export interface HttpTransportOptions {
  /** URL where the server is mounted; `/api/v1/private/` is appended. */
  url: string;
  apiKey?: string | undefined;
  workspace?: string | undefined;
  /** Additional headers of each request. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Timeout of one request, in ms. Default: 30,000. */
  requestTimeoutMs?: number | undefined;
  /** Whether bodies of 2 KB and more are sent as gzip. Default: true, unless the server is on this machine. */
  compress?: boolean | undefined;
  /**
   * Whether a process may end while a request waits for its response, as with a client's own transport. Default: false.
   */
  isBackground?: boolean | undefined;
}

/** Minimum length of a body that is compressed, in characters. */
const GZIP_FROM = 2_000;
/** Maximum length of a response without JSON in an error message, in characters. */
const SHOWN_TEXT = 200;

/** Converts a `Retry-After` header (seconds, or a date) to ms. */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
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

/** Returns the headers that identify the caller. */
export function identityHeaders({ apiKey, workspace, headers }: HttpTransportOptions): Record<string, string> {
  return {
    ...(apiKey !== undefined && { authorization: apiKey }),
    ...(workspace !== undefined && { 'comet-workspace': workspace }),
    ...headers,
  };
}

function isLocal(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/i.test(url);
}

/** Sends requests to a Vitrine server over HTTP. The body of an error response is the error's `cause`. */
export class HttpTransport implements Transport {
  readonly #api: string;
  readonly #headers: Record<string, string>;
  readonly #timeoutMs: number;
  readonly #isBackground: boolean;
  #compress: boolean;

  constructor(options: HttpTransportOptions) {
    this.#api = apiUrl(options.url);
    this.#headers = identityHeaders(options);
    this.#timeoutMs = options.requestTimeoutMs ?? 30_000;
    this.#isBackground = options.isBackground ?? false;
    this.#compress = options.compress ?? !isLocal(options.url);
  }

  async send({ method, path, body }: TransportRequest, signal?: AbortSignal): Promise<void> {
    const packed = this.#compress && body.length >= GZIP_FROM ? await gzip(body) : undefined;
    const url = `${this.#api}v1/private/${path}`;
    const headers = {
      ...this.#headers,
      'content-type': 'application/json',
      ...(packed !== undefined && { 'content-encoding': 'gzip' }),
    };
    const response = await this.#request(method, url, headers, packed ?? body, signal);
    if (response.status === 415 && packed !== undefined) {
      this.#compress = false;
      return this.send({ method, path, body }, signal);
    }
    this.#accept(url, response);
  }

  upload(upload: Upload, signal?: AbortSignal): Promise<void> {
    return sendUpload(upload, this.#api, async (method, url, headers, body) => {
      // Only the server itself gets the API key: a file may go directly into a bucket.
      const isOurs = url.startsWith(this.#api);
      const response = await this.#request(method, url, { ...(isOurs && this.#headers), ...headers }, body, signal);
      this.#accept(url, response);
      return response;
    });
  }

  async ping(timeoutMs: number): Promise<void> {
    const url = `${this.#api}is-alive/ping`;
    this.#accept(url, await this.#request('GET', url, this.#headers, undefined, undefined, timeoutMs));
  }

  async #request(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: string | Uint8Array | undefined,
    signal: AbortSignal | undefined,
    timeoutMs: number = this.#timeoutMs,
  ): Promise<HttpResponse> {
    try {
      return await sendHttp({ method, url, headers, body, timeoutMs, signal, isBackground: this.#isBackground });
    } catch (cause) {
      const reason = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : cause;
      throw new TransportError(`${url} does not answer: ${String(reason)}`, { cause });
    }
  }

  #accept(url: string, { status, header, text }: HttpResponse): void {
    if (status >= 200 && status < 300) {
      if (!/\bhtml\b/.test(header('content-type') ?? '')) return;
      const found = `${url} answered with a page: that is no Vitrine. Set \`url\` (VITRINE_URL) to where one is mounted`;
      throw new TransportError(found, { status: 404 });
    }
    const answer = parsed(text);
    const waitMs = retryAfterMs(header('retry-after'));
    const location = status >= 300 && status < 400 ? `it has moved to ${header('location') ?? '?'}` : undefined;
    throw new TransportError(`${url} answered ${status}: ${location ?? messageOf(answer, text)}`, {
      status,
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
      cause: answer,
    });
  }
}

import type { Upload } from './upload.ts';

/** One request of the SDK to a server. */
export interface TransportRequest {
  method: 'POST' | 'PUT' | 'PATCH';
  /** Path below `api/v1/private/`, such as `traces/batch`. */
  path: string;
  /** JSON text. */
  body: string;
}

/**
 * Carries requests to a server: over HTTP, or directly into the ingest of a Vitrine in the same process.
 *
 * Each method resolves when the server has committed the writes, and rejects with a {@link TransportError}.
 */
export interface Transport {
  send(request: TransportRequest, signal?: AbortSignal): Promise<void>;
  /** Sends a file. Without this method attachments are dropped and counted. */
  upload?(upload: Upload, signal?: AbortSignal): Promise<void>;
  /** Resolves if the server answers. A transport without this method has no spool. */
  ping?(timeoutMs: number): Promise<void>;
}

/** Error of a request that a server refused, or that did not reach it. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** HTTP status; `undefined` if there was no response. */
  readonly status: number | undefined;
  /** Delay before a retry, as requested by the server, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { status?: number; retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether the same request may succeed later: no response, 408, 429 or 5xx. */
  get retryable(): boolean {
    return this.status === undefined || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

import type { Upload } from './upload.ts';

/** One request of the SDK to a server. */
export interface TransportRequest {
  method: 'POST' | 'PUT' | 'PATCH';
  /** Below `api/v1/private/`, such as `traces/batch`. */
  path: string;
  /** JSON text. */
  body: string;
}

/**
 * Takes requests to a server: over HTTP, or straight into the ingest of a Vitrine in the same process.
 *
 * Each method resolves once the server has committed what the request holds, and rejects with a {@link TransportError}.
 */
export interface Transport {
  send(request: TransportRequest, signal?: AbortSignal): Promise<void>;
  /** Sends a file; attachments are dropped and counted where it is absent. */
  upload?(upload: Upload, signal?: AbortSignal): Promise<void>;
  /** Resolves where the server answers. Only what has it can have a spool. */
  ping?(timeoutMs: number): Promise<void>;
}

/** A request that a server refused, or that never reached one. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** The HTTP status; absent where there was no answer. */
  readonly status: number | undefined;
  /** How long the server asked to wait, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { status?: number; retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether the same request may succeed later: no answer, 408, 429 or a fault of the server. */
  get retryable(): boolean {
    return this.status === undefined || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

import type { ErrorBody } from '@vitrine/core/model';

/**
 * Kinds of errors that a caller can act on. `platform/http/status-of.ts` has the HTTP status of each.
 *
 * - `malformed`: the input cannot be parsed, such as invalid JSON, a filter, or an id that is not a UUIDv7;
 * - `invalid`: the input can be parsed, but a field has a value that is not accepted;
 * - `unauthenticated`: the sender is unknown; `forbidden`: the sender may not do this;
 * - `not_found`, `conflict`: an entity does not exist, or exists already;
 * - `too_large`, `unsupported_media_type`, `length_required`: the form of the body or of the response is not accepted;
 * - `overloaded`, `unavailable`: a retry a moment later may succeed;
 * - `not_implemented`: the protocol defines it, but this server does not support it.
 */
export type ErrorCode =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'length_required'
  | 'overloaded'
  | 'unavailable'
  | 'not_implemented'
  | 'internal';

/** One fault of a request: the item of a batch, the path of the field, and what is accepted. */
export type Fault = NonNullable<ErrorBody['errors']>[number];

/** Details of an error in addition to its message. */
export interface ErrorDetails {
  /** All faults of the request. */
  errors?: Fault[];
  /** Number of items of a batch that were stored although others were refused. */
  stored?: number;
}

/**
 * An error that a caller can act on. Its message says what was wrong, where, and what is accepted. It is independent of
 * HTTP, so that storage, ingest and commands can throw it too.
 *
 * @example
 * throw new VitrineError('not_found', `there is no trace ${id}`);
 */
export class VitrineError extends Error {
  override readonly name = 'VitrineError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

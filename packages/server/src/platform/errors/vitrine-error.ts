import type { ErrorBody } from '@vitrine/core/model';

/**
 * Kinds of errors that a caller can act on. They name what is wrong; `platform/http/status-of.ts` has the HTTP status of
 * each.
 *
 * - `malformed`: cannot be read at all, such as an id that is no UUIDv7, a filter, JSON;
 * - `invalid`: can be read, and a field of it has a value that is not accepted;
 * - `unauthenticated`: nobody is known to have sent the request; `forbidden`: the sender may not do this;
 * - `not_found`, `conflict`: what is stored, or is not, stands against it;
 * - `too_large`, `unsupported_media_type`, `length_required`: the body or the answer has a form that is not accepted;
 * - `overloaded`, `unavailable`: another try, a moment later, may fare better;
 * - `not_implemented`: the protocol has it, this server does not.
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

/** One fault of a request: which item of a batch, which field, what is accepted. */
export type Fault = NonNullable<ErrorBody['errors']>[number];

/** Details of an error beyond its sentence. */
export interface ErrorDetails {
  /** Each fault by itself. */
  errors?: Fault[];
  /** Number of items of a batch that were stored all the same. */
  stored?: number;
}

/**
 * An error that a caller can act on: its message says what was wrong, where, and what is accepted. It knows nothing of
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

import type { ErrorCode } from '../errors/vitrine-error.ts';

/** HTTP status of each kind of error. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  length_required: 411,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  overloaded: 429,
  internal: 500,
  not_implemented: 501,
  unavailable: 503,
};

import type { ErrorBody } from '@vitrine/core/model';
import type { VitrineError } from '../errors/vitrine-error.ts';
import { STATUS_OF } from './status-of.ts';

/** Returns the JSON body of an error response. Its `code` is the HTTP status, as in Opik's protocol. */
export function errorBody({ code, message, details: { errors = [], stored } }: VitrineError): ErrorBody {
  return {
    code: STATUS_OF[code],
    message,
    ...(errors.length > 0 && { errors }),
    ...(stored !== undefined && { stored }),
  };
}

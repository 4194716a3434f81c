import type { RequestHandler } from 'express';
import { ApiError } from '../http/api-error.ts';
import type { Accounting } from './accounting.ts';

/** The answer to who comes when there is no room. */
export function overloaded(): ApiError {
  return new ApiError(429, 'more is being written than the storage takes; try again in a moment');
}

/** Turns a body away before it is read where there is no room for it, as far as its length is known. */
export function admit(accounting: Accounting): RequestHandler {
  return ({ headers, method }, _response, next) => {
    const length = method === 'GET' ? 0 : Number(headers['content-length'] ?? 0);
    if (length > 0 && !accounting.hasRoom(length)) throw overloaded();
    next();
  };
}

import type { RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { Accounting } from './accounting.ts';

/** A packed body is taken for so many times its length, up to what it may be at most. */
const PACKED = 20;
const LARGEST_BODY = 50 * 2 ** 20;
/** One whose length is not said, for so many bytes. */
const UNKNOWN = 2 ** 20;

/** The answer to who comes when there is no room. */
export function overloaded(): VitrineError {
  return new VitrineError('overloaded', 'more is being written than the storage takes; try again in a moment');
}

/** Turns a body away before it is read where there is no room for it, and keeps the room of the others until they are answered. */
export function admission(accounting: Accounting): RequestHandler {
  return ({ headers, method }, response, next) => {
    const length = method === 'GET' ? 0 : Number(headers['content-length'] ?? 0);
    const hasBody = length > 0 || (method !== 'GET' && headers['transfer-encoding'] !== undefined);
    if (!hasBody) return next();
    const isPacked = (headers['content-encoding'] ?? 'identity') !== 'identity';
    const known = isPacked ? Math.min(LARGEST_BODY, PACKED * length) : length;
    const release = accounting.admit(known || UNKNOWN);
    if (!release) throw overloaded();
    response.once('close', release);
    next();
  };
}

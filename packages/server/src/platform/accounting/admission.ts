import type { RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { Accounting } from './accounting.ts';

/** Assumed ratio between the size of a compressed body after and before decompression. */
const COMPRESSION_RATIO = 20;
/** Assumed size of a body without Content-Length, in bytes. */
const UNKNOWN_LENGTH = 2 ** 20;

/** Returns the error for requests that exceed the memory for writes. */
export function overloaded(): VitrineError {
  return new VitrineError('overloaded', 'more is being written than the storage can take; try again in a moment');
}

/**
 * Refuses a body before it is read if there is no memory for it. Otherwise reserves memory until it is answered.
 *
 * @param maxBytes maximum size of a body after decompression
 */
export function admission(accounting: Accounting, maxBytes: number): RequestHandler {
  return ({ headers, method }, response, next) => {
    const length = method === 'GET' ? 0 : Number(headers['content-length'] ?? 0);
    const hasBody = length > 0 || (method !== 'GET' && headers['transfer-encoding'] !== undefined);
    if (!hasBody) return next();
    const isCompressed = (headers['content-encoding'] ?? 'identity') !== 'identity';
    const size = Math.min(maxBytes, isCompressed ? COMPRESSION_RATIO * length : length);
    const release = accounting.admit(size || UNKNOWN_LENGTH);
    if (!release) throw overloaded();
    response.once('close', release);
    next();
  };
}

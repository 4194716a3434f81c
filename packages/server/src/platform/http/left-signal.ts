import type { Response } from 'express';

/** A signal that says that the client has left, or that it has its answer. */
export function leftSignal(response: Response): AbortSignal {
  if (response.destroyed) return AbortSignal.abort();
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

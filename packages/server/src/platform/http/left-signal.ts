import type { Response } from 'express';

/** Returns a signal that fires when the client has disconnected or received its response. */
export function leftSignal(response: Response): AbortSignal {
  if (response.destroyed) return AbortSignal.abort();
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

import type { Response } from 'express';

/** Returns a signal that fires when the client has disconnected or received its response. */
export function disconnectSignal(response: Response): AbortSignal {
  if (response.destroyed) return AbortSignal.abort();
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

import type { Response } from 'express';
import { leftSignal } from './left-signal.ts';

/**
 * Answers with what is read. Where the client leaves first, nobody is answered, and reads that take the signal end.
 *
 * @example
 * await sendJson(response, (signal) => traces.page(principal, query, signal));
 */
export async function sendJson(response: Response, read: (signal: AbortSignal) => Promise<object>): Promise<void> {
  const left = leftSignal(response);
  if (left.aborted) return;
  try {
    response.json(await read(left));
  } catch (error) {
    if (!left.aborted) throw error;
  }
}

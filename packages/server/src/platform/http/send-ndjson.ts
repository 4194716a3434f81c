import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { disconnectSignal } from './disconnect-signal.ts';

/** Minimum number of characters that are sent together. */
const CHUNK = 64 * 1024;

/**
 * Sends rows as one JSON object per line, no faster than the client reads them: rows are requested when the ones before
 * have been sent. A failure before the first row becomes an error response. A later failure breaks the connection, so
 * that the client does not take the rows for complete.
 *
 * @param rows makes the rows; its signal fires when the client disconnects
 * @example
 * await sendNdjson(response, log, (signal) => traces.search(principal, query, signal));
 */
export async function sendNdjson(
  response: Response,
  log: Logger,
  rows: (signal: AbortSignal) => AsyncIterable<object>,
): Promise<void> {
  const signal = disconnectSignal(response);
  if (signal.aborted) return;
  const iterator = rows(signal)[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    response.status(200).setHeader('Content-Type', 'application/octet-stream');
    await pipeline(Readable.from(chunks(first, iterator), { highWaterMark: 1 }), response);
  } catch (error) {
    if (signal.aborted) return;
    if (!response.headersSent) throw error;
    log.error({ err: error }, 'vitrine: a stream of rows was interrupted');
  } finally {
    await iterator.return?.();
  }
}

async function* chunks(first: IteratorResult<object>, iterator: AsyncIterator<object>): AsyncGenerator<string> {
  let text = '';
  for (let next = first; !next.done; next = await iterator.next()) {
    text += `${JSON.stringify(next.value)}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { leftSignal } from './left-signal.ts';

/** Lines are sent together up to so many characters. */
const CHUNK = 64 * 1024;

/**
 * Answers with rows, one JSON object a line, as fast as the client takes them and no faster: rows are asked for when the
 * ones before are gone. What fails before the first row is answered as an error; what fails later breaks the connection,
 * so that no client takes a part for the whole.
 *
 * @param rows makes the rows; the signal says that the client has left
 * @example
 * await sendNdjson(response, log, (signal) => traces.search(principal, query, signal));
 */
export async function sendNdjson(
  response: Response,
  log: Logger,
  rows: (signal: AbortSignal) => AsyncIterable<object>,
): Promise<void> {
  const left = leftSignal(response);
  if (left.aborted) return;
  const iterator = rows(left)[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    response.status(200).setHeader('Content-Type', 'application/octet-stream');
    await pipeline(Readable.from(chunks(first, iterator), { highWaterMark: 1 }), response);
  } catch (error) {
    if (left.aborted) return;
    if (!response.headersSent) throw error;
    log.error({ err: error }, 'vitrine: a stream of rows broke off');
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

import { type Transport, TransportError } from '../transport/transport.ts';
import type { Endpoint } from './endpoint.ts';
import { refusedCount } from './refused-count.ts';

/** Records that a server will not have, and why. */
export interface Refusal {
  count: number;
  reason: string;
  detail: string;
}

/** Records, and how one is added to the parts of a JSON text. */
export interface Records<T> {
  items: readonly T[];
  write: (item: T, parts: string[]) => void;
}

/** Where a refusal names no record, the bad ones are found with at most so many requests a batch. */
const MAX_SEARCHES = 40;

/**
 * Sends records in one request; in several where the server finds one too large, or refuses it without
 * saying which record is wrong. It gives what was refused: the others are stored.
 *
 * @throws {TransportError} that is worth another try; sending all of them again does no harm
 */
export async function sendRecords<T>(
  transport: Transport,
  endpoint: Endpoint,
  records: Records<T>,
  signal: AbortSignal,
  searches = { left: MAX_SEARCHES },
): Promise<Refusal[]> {
  const { method, path, list } = endpoint;
  const { items, write } = records;
  try {
    await transport.send({ method, path, body: bodyOf(list, records) }, signal);
    return [];
  } catch (error) {
    if (!(error instanceof TransportError)) return [{ count: items.length, reason: 'failed', detail: String(error) }];
    if (error.retryable || signal.aborted) throw error;
    const named = refusedCount(error.cause, items.length);
    const isVague = (error.status === 400 || error.status === 422) && named === undefined && searches.left-- > 0;
    if (items.length > 1 && (isVague || error.status === 413)) {
      const half = items.length >> 1;
      const first = await sendRecords(transport, endpoint, { items: items.slice(0, half), write }, signal, searches);
      const rest = { items: items.slice(half), write };
      return [...first, ...(await sendRecords(transport, endpoint, rest, signal, searches))];
    }
    const count = named ?? items.length;
    return [{ count, reason: `refused (${error.status ?? ''})`, detail: error.message }];
  }
}

/** All in one join: each text is copied once. */
function bodyOf<T>(list: string, { items, write }: Records<T>): string {
  const parts = [`{"${list}":[`];
  for (const item of items) {
    if (parts.length > 1) parts.push(',');
    write(item, parts);
  }
  parts.push(']}');
  return parts.join('');
}

import { type Transport, TransportError } from '../transport/transport.ts';
import type { Endpoint } from './endpoint.ts';
import { refusedCount } from './refused-count.ts';

/** Records that the server refused, and why. */
export interface Refusal {
  count: number;
  reason: string;
  detail: string;
}

/** Records, and a function that adds one to the parts of a JSON text. */
export interface Records<T> {
  items: readonly T[];
  write: (item: T, parts: string[]) => void;
}

/** Maximum number of requests that search a batch for the records that a server refused without naming them. */
const MAX_SEARCHES = 40;

/**
 * Sends records in one request, or in several if the server finds one too large or does not name the refused records.
 * Returns the refused records; all others are stored.
 *
 * @throws {TransportError} if the request may succeed later; then all records can be sent again
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

/** Joins all texts at once, so that each is copied only once. */
function bodyOf<T>(list: string, { items, write }: Records<T>): string {
  const parts = [`{"${list}":[`];
  for (const item of items) {
    if (parts.length > 1) parts.push(',');
    write(item, parts);
  }
  parts.push(']}');
  return parts.join('');
}

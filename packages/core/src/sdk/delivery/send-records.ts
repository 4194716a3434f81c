import { type Transport, TransportError } from '../transport/transport.ts';
import type { Endpoint } from './endpoint.ts';
import { bytesText, type LeftOut } from './leave-out.ts';
import { refusedCount } from './refused-count.ts';

/** Records that the server refused, and why. */
export interface Refusal {
  count: number;
  reason: string;
  detail: string;
  /** Whether only a content was refused, and the rest of the record is stored. */
  isPartial?: boolean | undefined;
}

/** A record without its largest content. */
export interface Shrunk<T> {
  item: T;
  leftOut: LeftOut;
}

/** Records, and a function that adds one to the parts of a JSON text. */
export interface Records<T> {
  items: readonly T[];
  write: (item: T, parts: string[]) => void;
  /** Returns a copy of an item without its largest content; `undefined` if it has no large one. */
  shrink: (item: T, limit: string) => Shrunk<T> | undefined;
}

/** Maximum number of requests that search a batch for the records that a server refused without naming them. */
const MAX_SEARCHES = 40;
/** Maximum number of requests for single records at once. */
const AT_ONCE = 16;

/**
 * Sends records in one request, or in several if the server finds one too large or does not name the refused records. A
 * single record that is too large is sent without its largest contents. Returns the refused records; all others are stored.
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
  const { items } = records;
  if (list === undefined && items.length > 1) return sendEach(transport, endpoint, records, signal);
  try {
    const request = list === undefined ? requestOf(path, records) : { path, body: bodyOf(list, records) };
    await transport.send({ method, ...request }, signal);
    return [];
  } catch (error) {
    if (!(error instanceof TransportError)) return [{ count: items.length, reason: 'failed', detail: String(error) }];
    if (error.retryable || signal.aborted) throw error;
    const named = refusedCount(error.cause, items.length);
    const isVague = (error.status === 400 || error.status === 422) && named === undefined && searches.left-- > 0;
    if (items.length > 1 && (isVague || error.status === 413)) {
      const half = items.length >> 1;
      const first = await sendRecords(
        transport,
        endpoint,
        { ...records, items: items.slice(0, half) },
        signal,
        searches,
      );
      const rest = { ...records, items: items.slice(half) };
      return [...first, ...(await sendRecords(transport, endpoint, rest, signal, searches))];
    }
    if (error.status === 413) {
      const smaller = await sendShrunk(transport, endpoint, records, signal);
      return smaller ?? [{ count: 1, reason: 'too large', detail: error.message }];
    }
    const count = named ?? items.length;
    return [{ count, reason: `refused (${error.status ?? ''})`, detail: error.message }];
  }
}

/** Sends a record that is too large for the server without its largest content, and then without the next one. */
async function sendShrunk<T>(
  transport: Transport,
  endpoint: Endpoint,
  records: Records<T>,
  signal: AbortSignal,
): Promise<Refusal[] | undefined> {
  const [whole] = records.items;
  const shrunk = whole && records.shrink(whole, 'the server takes no request of that size');
  if (shrunk === undefined) return undefined;
  const { field, bytes } = shrunk.leftOut;
  const rest = await sendRecords(transport, endpoint, { ...records, items: [shrunk.item] }, signal);
  if (rest.some(({ reason }) => reason === 'too large')) return rest;
  const detail = `The server takes no request of that size: the ${field} of ${bytesText(bytes)} was left out.`;
  return [{ count: 1, reason: 'too large', detail, isPartial: true }, ...rest];
}

/** Sends each record in a request of its own. */
async function sendEach<T>(
  transport: Transport,
  endpoint: Endpoint,
  records: Records<T>,
  signal: AbortSignal,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (let at = 0; at < records.items.length; at += AT_ONCE) {
    const sent = records.items
      .slice(at, at + AT_ONCE)
      .map((item) => sendRecords(transport, endpoint, { ...records, items: [item] }, signal));
    refusals.push(...(await Promise.all(sent)).flat());
  }
  return refusals;
}

/** Returns the request for a single record, whose first field is its id. */
function requestOf<T>(path: string, { items, write }: Records<T>): { path: string; body: string } {
  const parts: string[] = [];
  for (const item of items) write(item, parts);
  const body = parts.join('');
  const [, id = '""'] = /^\{"id":("(?:[^"\\]|\\.)*")/.exec(body) ?? [];
  return { path: path + encodeURIComponent(JSON.parse(id) as string), body };
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

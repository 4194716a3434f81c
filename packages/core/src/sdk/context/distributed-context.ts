import { idFault } from '../../model/ids.ts';
import { threadIdOf } from '../../model/thread-keys.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/** The trace and span of another process that a request belongs to. */
interface RemoteContext {
  traceId: string;
  parentSpanId: string | undefined;
}

/** What the headers of a request say about its trace and its conversation. */
export interface RequestContext {
  remote: RemoteContext | undefined;
  /** Thread of the traces that the request starts, from its W3C baggage. */
  threadId: string | undefined;
}

/** Headers in any form: a `Headers`, Node's `request.headers`, or texts by name. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Maximum length of a `baggage` header, as W3C Baggage has it. */
const MAX_BAGGAGE = 8_192;
/** Keys in the baggage that name a thread, in addition to those of metadata. */
const THREAD_IN_BAGGAGE = ['session.id', 'gen_ai.conversation.id'];
const TRACEPARENT =
  /^[\da-f]{2}-([\da-f]{8})([\da-f]{4})(7[\da-f]{3})([89ab][\da-f]{3})([\da-f]{12})-[\da-f]{16}-[\da-f]{2}/i;
const TRACESTATE = /(?:^|,)\s*vitrine=([\da-f-]{36})/i;
/** Prefixes of the headers that carry ids, in the order in which they are tried. */
const PREFIXES = ['vitrine', 'opik'];

/**
 * Returns the headers that continue a trace or span in another process: by Vitrine's names, by Opik's, and as W3C Trace
 * Context, which proxies pass on. The W3C trace id is Vitrine's without dashes. A W3C span id is half as long as
 * Vitrine's, so it contains the second half, and `tracestate` contains the whole id.
 */
export function headersOf(handle: TraceHandle | SpanHandle): Record<string, string> {
  const [traceId, spanId] = 'traceId' in handle ? [handle.traceId, handle.id] : [handle.id, undefined];
  const headers: Record<string, string> = {};
  for (const prefix of PREFIXES) {
    headers[`${prefix}_trace_id`] = traceId;
    if (spanId !== undefined) headers[`${prefix}_parent_span_id`] = spanId;
  }
  const half = (spanId ?? traceId).replaceAll('-', '').slice(16);
  headers['traceparent'] = `00-${traceId.replaceAll('-', '')}-${half}-${handle.isRecorded ? '01' : '00'}`;
  if (spanId !== undefined) headers['tracestate'] = `vitrine=${spanId}`;
  return headers;
}

function reader(headers: HeadersLike): (name: string) => string | undefined {
  if (typeof headers.get === 'function') {
    const named = headers as { get(name: string): string | null | undefined };
    return (name) => named.get(name)?.trim() || undefined;
  }
  const plain = headers as Readonly<Record<string, string | readonly string[] | undefined>>;
  return (name) => {
    const value = plain[name] ?? plain[Object.keys(plain).find((key) => key.toLowerCase() === name) ?? ''];
    return (typeof value === 'string' ? value : value?.[0])?.trim() || undefined;
  };
}

/** Parses a `baggage` header: `key=value;property,key=value`, with percent-encoded values. */
function baggageOf(header: string | undefined): Map<string, string> {
  const entries = new Map<string, string>();
  if (header === undefined || header.length > MAX_BAGGAGE) return entries;
  for (const member of header.split(',')) {
    const [, key, value = ''] = /^\s*([^=;\s]+)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(member) ?? [];
    if (key === undefined || value === '') continue;
    try {
      entries.set(key, decodeURIComponent(value));
    } catch {
      // The value is not percent-encoded as it should be: the other entries are read.
    }
  }
  return entries;
}

function threadOf(baggage: ReadonlyMap<string, string>): string | undefined {
  const other = THREAD_IN_BAGGAGE.map((key) => baggage.get(key)).find((value) => value !== undefined);
  return threadIdOf(Object.fromEntries(baggage)) ?? other;
}

/**
 * Returns the trace that the headers of a request name, and the thread in its baggage. An id that is not valid is
 * ignored, and reported to `warn`: the server would refuse all spans with it. A `traceparent` of another system is
 * ignored too, because Vitrine does not have its trace. It never throws.
 */
export function requestContextOf(headers: HeadersLike, warn: (message: string) => void): RequestContext {
  try {
    const get = reader(headers);
    const baggage = baggageOf(get('baggage'));
    return { remote: remoteOf(get, baggage, warn), threadId: threadOf(baggage) };
  } catch (error) {
    warn(`the headers of a request cannot be read: ${String(error)}`);
    return { remote: undefined, threadId: undefined };
  }
}

function remoteOf(
  get: (name: string) => string | undefined,
  baggage: ReadonlyMap<string, string>,
  warn: (message: string) => void,
): RemoteContext | undefined {
  const valid = (name: string, value: string | undefined): string | undefined => {
    const fault = value === undefined ? undefined : idFault(value);
    if (fault === undefined) return value?.toLowerCase();
    warn(`${name} is ignored: ${fault}`);
    return undefined;
  };
  for (const prefix of PREFIXES) {
    const traceId = valid(`the header ${prefix}_trace_id`, get(`${prefix}_trace_id`));
    if (traceId === undefined) continue;
    const name = `${prefix}_parent_span_id`;
    return { traceId, parentSpanId: valid(`the header ${name}`, get(name)) };
  }
  for (const prefix of PREFIXES) {
    const traceId = valid(`${prefix}.trace_id in the baggage`, baggage.get(`${prefix}.trace_id`));
    if (traceId === undefined) continue;
    const name = `${prefix}.parent_span_id`;
    return { traceId, parentSpanId: valid(`${name} in the baggage`, baggage.get(name)) };
  }
  const [, ...parts] = TRACEPARENT.exec(get('traceparent') ?? '') ?? [];
  const traceId = parts.join('-').toLowerCase();
  // The id of another system may look like one of version 7.
  if (parts.length === 0 || idFault(traceId) !== undefined) return undefined;
  const state = TRACESTATE.exec(get('tracestate') ?? '')?.[1];
  return { traceId, parentSpanId: valid('vitrine in the header tracestate', state) };
}

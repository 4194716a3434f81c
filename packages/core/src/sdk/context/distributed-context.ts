import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/** The trace and span of another process that a request belongs to. */
export interface RemoteContext {
  traceId: string;
  parentSpanId: string | undefined;
}

/** Headers in any form: a `Headers`, Node's `request.headers`, or texts by name. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
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

/**
 * Returns the trace that the headers of a request name. An id that is not valid is ignored, and reported to `warn`. A
 * `traceparent` of another system is ignored too, because Vitrine does not have its trace.
 */
export function remoteContextOf(headers: HeadersLike, warn: (message: string) => void): RemoteContext | undefined {
  const get = reader(headers);
  const id = (name: string): string | undefined => {
    const value = get(name);
    if (value === undefined || UUID.test(value)) return value?.toLowerCase();
    warn(`the header ${name} has a value that is no UUID, and is passed over`);
    return undefined;
  };
  for (const prefix of PREFIXES) {
    const traceId = id(`${prefix}_trace_id`);
    if (traceId !== undefined) return { traceId, parentSpanId: id(`${prefix}_parent_span_id`) };
  }
  const [, ...parts] = TRACEPARENT.exec(get('traceparent') ?? '') ?? [];
  if (parts.length === 0) return undefined;
  const state = TRACESTATE.exec(get('tracestate') ?? '')?.[1];
  const parentSpanId = state !== undefined && UUID.test(state) ? state.toLowerCase() : undefined;
  return { traceId: parts.join('-').toLowerCase(), parentSpanId };
}

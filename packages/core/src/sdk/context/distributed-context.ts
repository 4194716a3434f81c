import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/** What another process says that its call is a part of. */
export interface RemoteContext {
  traceId: string;
  parentSpanId: string | undefined;
}

/** Headers as anybody has them: a `Headers`, Node's `request.headers`, or plain text by name. */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TRACEPARENT =
  /^[\da-f]{2}-([\da-f]{8})([\da-f]{4})(7[\da-f]{3})([89ab][\da-f]{3})([\da-f]{12})-[\da-f]{16}-[\da-f]{2}/i;
const TRACESTATE = /(?:^|,)\s*vitrine=([\da-f-]{36})/i;
/** The pairs of names that carry ids, in the order in which they are looked for. */
const PREFIXES = ['vitrine', 'opik'];

/**
 * The headers that make what another process records a part of the given trace or span: by Vitrine's names, by Opik's,
 * and as W3C Trace Context, which proxies let through. The ids of W3C are those of Vitrine, without dashes; of a span's
 * it has room for the second half, so `tracestate` has the whole.
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
 * What headers say that a request is a part of. An id that is none is left out, and said with `warn`. A `traceparent`
 * of something else than Vitrine says nothing: its trace is not one that Vitrine has.
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

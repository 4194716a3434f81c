import { randomBytes } from 'node:crypto';

/** Start of the spans of a test. */
export const NOW = Date.now();

export const newTraceId = (): string => randomBytes(16).toString('hex');

/** Attributes by name. */
type Values = Record<string, string | number>;
/** Span of an export, with attributes as a plain object. */
export interface SpanOptions {
  traceId: string;
  name: string;
  parent?: { spanId: string };
  fromMs?: number;
  toMs?: number;
  attributes?: Values;
  [field: string]: unknown;
}

/** Returns attributes as OTLP/JSON writes them. */
export function attributesOf(values: Values): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}

/** Returns a span as OTLP/JSON writes it. The times are ms after {@link NOW}. */
export function span({ name, traceId, parent, fromMs = 0, toMs = 100, attributes = {}, ...rest }: SpanOptions) {
  return {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    ...(parent && { parentSpanId: parent.spanId }),
    name,
    startTimeUnixNano: `${NOW + fromMs}000000`,
    endTimeUnixNano: `${NOW + toMs}000000`,
    attributes: attributesOf(attributes),
    ...rest,
  };
}

/** Returns an export of spans of one resource and one instrumentation. */
export function exportOf(spans: object[], resource: Values = {}, scope: object = { name: 'test' }): object {
  return { resourceSpans: [{ resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope, spans }] }] };
}

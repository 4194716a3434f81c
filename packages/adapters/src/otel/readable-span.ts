import type { Json } from '@vitrine/core';
import type { OtelSpan } from '@vitrine/core/otel';

/** `[seconds, nanoseconds]` since the epoch. */
type HrTime = [number, number];

/** `SpanContext` of `@opentelemetry/api`. */
export interface SpanContext {
  traceId: string;
  spanId: string;
  traceFlags: number;
  isRemote?: boolean | undefined;
  traceState?: { get(key: string): string | undefined; serialize(): string } | undefined;
}

/** Fields that are read from a `ReadableSpan` of `@opentelemetry/sdk-trace-base`, version 1 or 2. */
export interface ReadableSpan {
  readonly name: string;
  readonly kind: number;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: { code: number; message?: string | undefined };
  readonly attributes: object;
  readonly links: readonly { context: SpanContext; attributes?: object | undefined }[];
  readonly events: readonly { name: string; time: HrTime; attributes?: object | undefined }[];
  readonly resource: { readonly attributes: object };
  /** Since version 2. */
  readonly parentSpanContext?: SpanContext | undefined;
  readonly instrumentationScope?: Scope | undefined;
  /** Version 1 only. */
  readonly parentSpanId?: string | undefined;
  readonly instrumentationLibrary?: Scope | undefined;
  spanContext(): SpanContext;
}

interface Scope {
  name: string;
  version?: string | undefined;
}

/** Values of `SpanKind` of `@opentelemetry/api` for spans that handle a request from another process. */
const ENTRY_KINDS = new Set([1, 4]);
const SAMPLED = 1;

function nanosOf([seconds, nanos]: HrTime): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(Math.round(nanos));
}

/** Returns attributes without undefined values. */
function plain(attributes: object = {}): Record<string, Json> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<
    string,
    Json
  >;
}

export function isSampled(span: ReadableSpan): boolean {
  return (span.spanContext().traceFlags & SAMPLED) !== 0;
}

/** Returns the id of the parent, which may be in another process. */
export function parentIdOf(span: ReadableSpan): string | undefined {
  return (span.parentSpanContext?.spanId ?? span.parentSpanId) || undefined;
}

/** Whether a span has no parent in this process. In version 1 it is guessed from the span's kind. */
export function isLocalRoot(span: ReadableSpan): boolean {
  if (parentIdOf(span) === undefined) return true;
  return span.parentSpanContext === undefined ? ENTRY_KINDS.has(span.kind) : span.parentSpanContext.isRemote === true;
}

/** Converts a span of OpenTelemetry's SDK to the wire format. */
export function otelSpanOf(span: ReadableSpan): OtelSpan {
  const { traceId, spanId } = span.spanContext();
  const scope = span.instrumentationScope ?? span.instrumentationLibrary;
  return {
    traceId,
    spanId,
    parentSpanId: parentIdOf(span),
    name: span.name,
    // Kinds start at 1 on the wire, and at 0 in the SDK.
    kind: span.kind + 1,
    startTimeUnixNano: nanosOf(span.startTime),
    endTimeUnixNano: nanosOf(span.endTime),
    attributes: plain(span.attributes),
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      timeUnixNano: nanosOf(time),
      attributes: plain(attributes),
    })),
    status: { code: span.status.code, message: span.status.message },
    links: span.links.map(({ context, attributes }) => ({
      traceId: context.traceId,
      spanId: context.spanId,
      attributes: plain(attributes),
    })),
    resource: plain(span.resource.attributes),
    ...(scope !== undefined && { scope: { name: scope.name, version: scope.version } }),
  };
}

import type { Json } from '../model/json.ts';

/** A span as OpenTelemetry sends it, with its attributes converted to plain values. */
export interface OtelSpan {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  /** Absent or empty for a root span. */
  parentSpanId?: string | undefined;
  /**
   * OTLP's bit field. Bits 0 to 7 are the W3C trace flags. 0x200 says that the parent is remote; it is valid only if
   * 0x100 is set too.
   */
  flags?: number | undefined;
  name: string;
  /** OTLP's number: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind?: number | undefined;
  /** Nanoseconds since the epoch. */
  startTimeUnixNano: bigint | string;
  /** Nanoseconds since the epoch; 0 for a span that has not ended. */
  endTimeUnixNano: bigint | string;
  attributes: Record<string, Json>;
  events: OtelEvent[];
  /** `code` is OTLP's number: 0 unset, 1 ok, 2 error. */
  status?: { code?: number | undefined; message?: string | undefined } | undefined;
  links?: OtelLink[] | undefined;
  /** Attributes of the resource that made the span, such as `service.name`. */
  resource: Record<string, Json>;
  /** The instrumentation that made the span. */
  scope?: { name: string; version?: string | undefined; attributes?: Record<string, Json> | undefined } | undefined;
}

/** An event of a span. */
export interface OtelEvent {
  name: string;
  /** Nanoseconds since the epoch. */
  timeUnixNano: bigint | string;
  attributes: Record<string, Json>;
}

/** A reference to a span of the same or another trace. */
export interface OtelLink {
  traceId: string;
  spanId: string;
  /** As {@link OtelSpan.flags}; 0x200 says that the linked span is remote. */
  flags?: number | undefined;
  attributes?: Record<string, Json> | undefined;
}

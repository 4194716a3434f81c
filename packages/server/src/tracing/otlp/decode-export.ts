import type { OtelSpan } from '@vitrine/core/otel';
import type { Json } from '@vitrine/core/model';
import protobuf from 'protobufjs/light.js';
import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';

const root = protobuf.Root.fromJSON(OTLP_DESCRIPTOR);
const Request = root.lookupType('ExportTraceServiceRequest');
const Response = root.lookupType('ExportTraceServiceResponse');

/** Maximum depth of nested values. Deeper ones are dropped; no real attribute has them. */
const MAX_DEPTH = 64;

interface AnyValue {
  stringValue?: string | undefined;
  boolValue?: boolean | undefined;
  intValue?: string | number | undefined;
  doubleValue?: number | string | undefined;
  arrayValue?: { values?: AnyValue[] | undefined } | undefined;
  kvlistValue?: { values?: KeyValue[] | undefined } | undefined;
  bytesValue?: unknown;
}
interface KeyValue {
  key: string;
  value?: AnyValue | null | undefined;
}

const Nanos = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform(String)
  .default('0');
/** Bytes of protobuf, or hexadecimal text of OTLP/JSON, as lower-case text. */
const Hex = z
  .union([z.string(), z.instanceof(Uint8Array)])
  .transform((id) => (typeof id === 'string' ? id.toLowerCase() : Buffer.from(id).toString('hex')))
  .default('');
/** A number of 32 bits without a sign, also as text. */
const Flags = z.coerce.number().int().min(0).max(0xffff_ffff).optional();
const Attributes = z
  .array(z.custom<KeyValue>((value) => typeof (value as KeyValue | null)?.key === 'string'))
  .default([]);
const Name = z.string().default('');
/** Names of enumeration values. OTLP/JSON requires numbers, but some senders write names. */
const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const CODES = ['UNSET', 'OK', 'ERROR'];
const numberOf = (names: readonly string[], prefix: string) =>
  z
    .union([z.number(), z.string()])
    .transform((value) => (typeof value === 'number' ? value : Math.max(0, names.indexOf(value.replace(prefix, '')))))
    .default(0);

const WireSpan = z.object({
  traceId: Hex,
  spanId: Hex,
  parentSpanId: Hex,
  flags: Flags,
  name: Name,
  kind: numberOf(KINDS, 'SPAN_KIND_'),
  startTimeUnixNano: Nanos,
  endTimeUnixNano: Nanos,
  attributes: Attributes,
  events: z.array(z.object({ timeUnixNano: Nanos, name: Name, attributes: Attributes })).default([]),
  links: z.array(z.object({ traceId: Hex, spanId: Hex, flags: Flags, attributes: Attributes })).default([]),
  status: z.object({ code: numberOf(CODES, 'STATUS_CODE_'), message: z.string().default('') }).nullish(),
});
const WireRequest = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes: Attributes }).nullish(),
        scopeSpans: z
          .array(
            z.object({
              scope: z.object({ name: Name, version: Name, attributes: Attributes }).nullish(),
              spans: z.array(z.unknown()).default([]),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** Spans of an export, the number of unreadable ones, and the first reason. */
export interface Decoded {
  spans: OtelSpan[];
  rejected: number;
  reason: string | undefined;
}

/**
 * Decodes an OTLP export.
 *
 * @param body protobuf bytes, or the JSON value
 * @throws {VitrineError} `malformed` or `invalid` if the whole body cannot be read; a single bad span is only counted
 */
export function decodeExport(body: Uint8Array | object): Decoded {
  const request = parse(WireRequest, body instanceof Uint8Array ? fromProtobuf(body) : body);
  const decoded: Decoded = { spans: [], rejected: 0, reason: undefined };
  for (const { resource, scopeSpans } of request.resourceSpans) {
    const resourceAttributes = plain(resource?.attributes);
    for (const { scope, spans } of scopeSpans) {
      for (const item of spans) {
        const span = WireSpan.safeParse(item);
        const fault = span.success ? idFault(span.data) : z.prettifyError(span.error);
        if (fault !== undefined || !span.success) {
          decoded.rejected++;
          decoded.reason ??= fault;
          continue;
        }
        decoded.spans.push(toOtelSpan(span.data, resourceAttributes, scope ?? undefined));
      }
    }
  }
  return decoded;
}

/** Encodes the answer to an export; it is empty if all spans were accepted. */
export function encodeAnswer(rejected: number, reason: string | undefined, asJson: boolean): Uint8Array | object {
  const partialSuccess = { rejectedSpans: rejected, errorMessage: reason ?? '' };
  if (asJson) return rejected > 0 ? { partialSuccess: { ...partialSuccess, rejectedSpans: String(rejected) } } : {};
  return Response.encode(Response.fromObject(rejected > 0 ? { partialSuccess } : {})).finish();
}

function fromProtobuf(bytes: Uint8Array): object {
  try {
    return Request.toObject(Request.decode(bytes), { longs: String, enums: Number });
  } catch (error) {
    throw new VitrineError(
      'malformed',
      `the body is not an OTLP trace export in protobuf: ${(error as Error).message}`,
    );
  }
}

function idFault({ traceId, spanId, parentSpanId }: Record<'traceId' | 'spanId' | 'parentSpanId', string>) {
  if (!/^[0-9a-f]{32}$/.test(traceId) || /^0+$/.test(traceId)) return `"${traceId}" is not a trace id of 16 bytes`;
  if (!/^[0-9a-f]{16}$/.test(spanId) || /^0+$/.test(spanId)) return `"${spanId}" is not a span id of 8 bytes`;
  if (!/^([0-9a-f]{16})?$/.test(parentSpanId)) return `"${parentSpanId}" is not the id of a parent, of 8 bytes`;
  return undefined;
}

function toOtelSpan(
  span: z.infer<typeof WireSpan>,
  resource: Record<string, Json>,
  scope?: { name: string; version: string; attributes: KeyValue[] },
): OtelSpan {
  const { parentSpanId, status, ...rest } = span;
  return {
    ...rest,
    ...(parentSpanId && !/^0+$/.test(parentSpanId) && { parentSpanId }),
    attributes: plain(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: plain(event.attributes) })),
    links: span.links.map((link) => ({ ...link, attributes: plain(link.attributes) })),
    ...(status && { status }),
    resource,
    ...(scope &&
      (scope.name || scope.attributes.length > 0) && { scope: { ...scope, attributes: plain(scope.attributes) } }),
  };
}

function plain(attributes: readonly KeyValue[] = [], depth = 0): Record<string, Json> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value, depth)]));
}

function plainValue(value: AnyValue | null | undefined, depth: number): Json {
  if (!value || depth > MAX_DEPTH) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) return safeInteger(value.intValue);
  if (value.doubleValue !== undefined)
    return Number.isFinite(Number(value.doubleValue)) ? Number(value.doubleValue) : null;
  if (value.arrayValue) return (value.arrayValue.values ?? []).map((item) => plainValue(item, depth + 1));
  if (value.kvlistValue) return plain(value.kvlistValue.values, depth + 1);
  if (value.bytesValue instanceof Uint8Array) return Buffer.from(value.bytesValue).toString('base64');
  return typeof value.bytesValue === 'string' ? value.bytesValue : null;
}

/** Returns a number if it is exact, otherwise its digits. */
function safeInteger(value: string | number): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

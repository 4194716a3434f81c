import type { OtelSpan } from '@vitrine/core/otel';
import type { Json } from '@vitrine/core/model';
import protobuf from 'protobufjs/light.js';
import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { Attributes, plainAttributes } from './any-value.ts';
import { enumeration, id, message, Uint32, Uint64 } from './json-mapping.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';

const root = protobuf.Root.fromJSON(OTLP_DESCRIPTOR);
const Request = root.lookupType('ExportTraceServiceRequest');
const Response = root.lookupType('ExportTraceServiceResponse');

const Name = z.string().default('');
const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const CODES = ['UNSET', 'OK', 'ERROR'];

const WireSpan = message({
  traceId: id(16),
  spanId: id(8),
  parentSpanId: id(8),
  flags: Uint32.optional(),
  name: Name,
  kind: enumeration(KINDS, 'SPAN_KIND_'),
  startTimeUnixNano: Uint64,
  endTimeUnixNano: Uint64,
  attributes: Attributes,
  events: z.array(message({ timeUnixNano: Uint64, name: Name, attributes: Attributes })).default([]),
  links: z
    .array(message({ traceId: id(16), spanId: id(8), flags: Uint32.optional(), attributes: Attributes }))
    .default([]),
  status: message({ code: enumeration(CODES, 'STATUS_CODE_'), message: Name }).optional(),
});
const Resource = message({ attributes: Attributes });
const Scope = message({ name: Name, version: Name, attributes: Attributes });
const ScopeSpans = message({ scope: Scope.optional(), spans: z.array(z.unknown()).default([]) });
const ResourceSpans = message({ resource: Resource.optional(), scopeSpans: z.array(ScopeSpans).default([]) });
const WireRequest = message({ resourceSpans: z.array(ResourceSpans).default([]) });

/** Spans of an export, the number of unreadable ones, and the first reason. */
export interface Decoded {
  spans: OtelSpan[];
  rejected: number;
  reason: string | undefined;
}

/**
 * Decodes an OTLP export.
 *
 * @param body protobuf bytes, or parsed JSON: a field may have any form that protobuf accepts in JSON
 * @throws {VitrineError} `malformed` or `invalid` if the whole body cannot be read; a single bad span is only counted
 */
export function decodeExport(body: Uint8Array | object): Decoded {
  const request = parse(WireRequest, body instanceof Uint8Array ? fromProtobuf(body) : body);
  const decoded: Decoded = { spans: [], rejected: 0, reason: undefined };
  for (const { resource, scopeSpans } of request.resourceSpans) {
    const resourceAttributes = plainAttributes(resource?.attributes);
    for (const { scope, spans } of scopeSpans) {
      for (const item of spans) {
        const span = WireSpan.safeParse(item);
        const fault = span.success ? idFault(span.data) : z.prettifyError(span.error);
        if (fault !== undefined || !span.success) {
          decoded.rejected++;
          decoded.reason ??= fault;
          continue;
        }
        decoded.spans.push(toOtelSpan(span.data, resourceAttributes, scope));
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
  scope: z.infer<typeof Scope> | undefined,
): OtelSpan {
  const { parentSpanId, status, ...rest } = span;
  return {
    ...rest,
    ...(parentSpanId && !/^0+$/.test(parentSpanId) && { parentSpanId }),
    attributes: plainAttributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: plainAttributes(event.attributes) })),
    links: span.links.map((link) => ({ ...link, attributes: plainAttributes(link.attributes) })),
    ...(status && { status }),
    resource,
    ...(scope &&
      (scope.name || scope.attributes.length > 0) && {
        scope: { ...scope, attributes: plainAttributes(scope.attributes) },
      }),
  };
}

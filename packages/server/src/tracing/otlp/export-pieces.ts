import protobuf from 'protobufjs/light.js';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { MAX_CONTAINERS, tooManyContainers } from '../../platform/http/json-scan.ts';
import { jsonSize } from '../../platform/validation/json-size.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';

/** Size of a piece, and number of messages, or of objects and lists, in it, from which the next piece begins. */
const PIECE_BYTES = 2 ** 20;
const PIECE_PARTS = 20_000;
/** Maximum number of messages, or of objects and lists, in a span. */
export const MAX_SPAN_PARTS = 50_000;
/** Maximum depth of messages, as protobufjs has it. */
const MAX_LEVELS = 100;

const LENGTH_DELIMITED = 2;
/** Field numbers of `ExportTraceServiceRequest.resource_spans`, `ResourceSpans.scope_spans` and `ScopeSpans.spans`. */
const [RESOURCE_SPANS, SCOPE_SPANS, SPANS] = [1, 2, 2];

/** Types of the messages in each type of message, by field number. */
type Nested = ReadonlyMap<number, string>;
const NESTED: ReadonlyMap<string, Nested> = new Map(
  Object.entries(OTLP_DESCRIPTOR.nested).map(([name, { fields }]) => [
    name,
    new Map(
      Object.values(fields).flatMap(({ id, type }): [number, string][] =>
        type in OTLP_DESCRIPTOR.nested ? [[id, type]] : [],
      ),
    ),
  ]),
);
const NONE: Nested = new Map();

/** A field of a message that is not decoded. */
interface Field {
  id: number;
  /** Offset of its tag, of its value, and after it. */
  from: number;
  valueFrom: number;
  to: number;
}

/** An export that is divided, and the number of spans that are refused because each has too many parts. */
export interface Divided<Piece> {
  pieces: Piece[];
  refused: number;
}

/**
 * Divides an export in protobuf into exports with some of the spans each, without decoding it: decoding takes long, and
 * others run between the pieces.
 *
 * @throws {VitrineError} `too_large` if it has too many messages; `malformed` if it is not protobuf
 */
export function divideProtobuf(bytes: Uint8Array): Divided<Uint8Array> {
  try {
    const messages = countMessages(bytes, 'ExportTraceServiceRequest');
    const isSmall = bytes.length <= PIECE_BYTES && messages <= PIECE_PARTS;
    return isSmall ? { pieces: [bytes], refused: 0 } : divided(bytes);
  } catch (error) {
    if (error instanceof VitrineError) throw error;
    const { message } = error as Error;
    throw new VitrineError('malformed', `the body is not an OTLP trace export in protobuf: ${message}`);
  }
}

function divided(bytes: Uint8Array): Divided<Uint8Array> {
  const result: Divided<Uint8Array> = { pieces: [], refused: 0 };
  const textOf = ({ from, to }: Field): Uint8Array => bytes.subarray(from, to);
  for (const resource of fieldsOf(bytes, 0, bytes.length)) {
    if (resource.id !== RESOURCE_SPANS) continue;
    const ofResource = [...fieldsOf(bytes, resource.valueFrom, resource.to)];
    const resourceRest = ofResource.filter(({ id }) => id !== SCOPE_SPANS).map(textOf);
    for (const scope of ofResource) {
      if (scope.id !== SCOPE_SPANS) continue;
      const ofScope = [...fieldsOf(bytes, scope.valueFrom, scope.to)];
      const scopeRest = ofScope.filter(({ id }) => id !== SPANS).map(textOf);
      const spans = ofScope.filter(({ id }) => id === SPANS);
      const sizeOf = (span: Field): Size => ({
        bytes: span.to - span.from,
        parts: countMessages(bytes, 'Span', span.valueFrom, span.to),
      });
      for (const group of groupsOf(spans, sizeOf, result)) {
        const scopeSpans = message(SCOPE_SPANS, [...scopeRest, ...group.map(textOf)]);
        result.pieces.push(message(RESOURCE_SPANS, [...resourceRest, scopeSpans]));
      }
    }
  }
  return result;
}

/** Size of a span: bytes or characters, and number of messages, or of objects and lists. */
interface Size {
  bytes: number;
  parts: number;
}

/** Groups spans that make a piece, without those that have too many parts. */
function* groupsOf<Span>(
  spans: readonly Span[],
  sizeOf: (span: Span) => Size,
  counts: { refused: number },
): Generator<Span[]> {
  let group: Span[] = [];
  let size: Size = { bytes: 0, parts: 0 };
  for (const span of spans) {
    const { bytes, parts } = sizeOf(span);
    if (parts > MAX_SPAN_PARTS) {
      counts.refused++;
      continue;
    }
    group.push(span);
    size = { bytes: size.bytes + bytes, parts: size.parts + parts };
    if (size.bytes < PIECE_BYTES && size.parts < PIECE_PARTS) continue;
    yield group;
    group = [];
    size = { bytes: 0, parts: 0 };
  }
  if (group.length > 0) yield group;
}

/** Encodes a field that is a message of encoded fields. */
function message(id: number, fields: readonly Uint8Array[]): Uint8Array {
  const writer = protobuf.Writer.create();
  return writer
    .uint32((id << 3) | LENGTH_DELIMITED)
    .bytes(Buffer.concat(fields))
    .finish();
}

/** Counts the messages in a message. No object is made for a field, because an attacker may send millions. */
function countMessages(bytes: Uint8Array, type: string, from = 0, to = bytes.length): number {
  const reader = protobuf.Reader.create(bytes);
  let count = 0;
  const walk = (end: number, nested: Nested, level: number): void => {
    if (level > MAX_LEVELS) throw new Error('maximum nesting depth exceeded');
    while (reader.pos < end) {
      const tag = reader.uint32();
      const inner = (tag & 7) === LENGTH_DELIMITED ? nested.get(tag >>> 3) : undefined;
      if (inner === undefined) reader.skipType(tag & 7);
      else {
        if (++count > MAX_CONTAINERS) throw tooManyContainers();
        const length = reader.uint32();
        if (reader.pos + length > end) throw new RangeError('a field is longer than its message');
        walk(reader.pos + length, NESTED.get(inner) ?? NONE, level + 1);
      }
    }
    if (reader.pos > end) throw new RangeError('a field is longer than its message');
  };
  reader.pos = from;
  walk(to, NESTED.get(type) ?? NONE, 0);
  return count;
}

/** Returns the fields of the message between two offsets. */
function* fieldsOf(bytes: Uint8Array, from: number, to: number): Generator<Field> {
  const reader = protobuf.Reader.create(bytes);
  reader.pos = from;
  while (reader.pos < to) {
    const start = reader.pos;
    const tag = reader.uint32();
    let valueFrom = reader.pos;
    if ((tag & 7) === LENGTH_DELIMITED) {
      const length = reader.uint32();
      valueFrom = reader.pos;
      reader.skip(length);
    } else reader.skipType(tag & 7);
    if (reader.pos > to) throw new RangeError('a field is longer than its message');
    yield { id: tag >>> 3, from: start, valueFrom, to: reader.pos };
  }
}

/** Divides the value of an export in JSON as {@link divideProtobuf} does. Any other value is one piece. */
export function divideJson(value: object): Divided<object> {
  const resources = listIn(value, 'resourceSpans');
  if (!resources) return { pieces: [value], refused: 0 };
  const result: Divided<object> = { pieces: [], refused: 0 };
  const sizeOf = (span: unknown): Size => {
    const { characters, containers } = jsonSize(span);
    return { bytes: characters, parts: containers };
  };
  for (const resource of resources) {
    for (const scope of listIn(resource, 'scopeSpans') ?? []) {
      for (const spans of groupsOf(listIn(scope, 'spans') ?? [], sizeOf, result)) {
        const part = { ...(resource as object), scopeSpans: [{ ...(scope as object), spans }] };
        result.pieces.push({ resourceSpans: [part] });
      }
    }
  }
  return result;
}

function listIn(value: unknown, key: string): unknown[] | undefined {
  const list = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return Array.isArray(list) ? list : undefined;
}

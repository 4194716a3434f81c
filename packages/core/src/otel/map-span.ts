import type { Json } from '../model/json.ts';
import type { SpanKind } from '../model/kind.ts';
import { typeOfKind } from '../model/type-of-kind.ts';
import { AttributeReader, isRecord } from './attribute-reader.ts';
import type { Convention, ScalarField } from './convention.ts';
import { CONVENTIONS } from './conventions.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent, OtelSpan } from './otel-span.ts';
import { spanBody } from './span-bodies.ts';
import { spanError } from './span-error.ts';
import { readEvents } from './span-events.ts';
import { tokenUsage } from './token-usage.ts';
import { unknownUsage } from './unknown-usage.ts';

/** Kinds of spans that are one call of one model. Only their tokens are counted. */
const MODEL_CALLS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'embedding', 'rerank']);
const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
/** Scalars that a resource may have for all of its spans. */
const RESOURCE_SCALARS: readonly ScalarField[] = ['project_name', 'environment'];
const SCALARS: readonly ScalarField[] = [
  'model',
  'provider',
  'thread_id',
  'environment',
  'project_name',
  'opik_trace_id',
  'opik_parent_span_id',
];

/** Formats a time as ISO 8601 in UTC, to the microsecond. */
function isoTime(unixNano: bigint | string): string {
  const micros = BigInt(unixNano) / 1000n;
  const iso = new Date(Number(micros / 1000n)).toISOString();
  return `${iso.slice(0, -1)}${String(micros % 1000n).padStart(3, '0')}Z`;
}

function conventionsOf(reader: AttributeReader): Convention[] {
  return CONVENTIONS.filter((convention) => convention.prefixes.some((prefix) => reader.hasAttribute(prefix)));
}

/** Returns the kind from the value of an attribute, else from the presence of attributes. */
function kindOf(reader: AttributeReader, conventions: readonly Convention[]): SpanKind {
  for (const { kinds } of conventions) {
    for (const { from, as } of kinds ?? []) {
      const value = reader.text(from)?.toLowerCase();
      if (value === undefined || !Object.hasOwn(as, value)) continue;
      reader.take(from);
      return as[value]!;
    }
  }
  for (const { markers } of conventions) {
    const marker = markers?.find(([attribute]) => reader.hasAttribute(attribute));
    if (marker !== undefined) return marker[1];
  }
  return 'general';
}

/** Returns the first value of a field. Attributes that repeat it are taken; others stay in the metadata. */
function scalar(reader: AttributeReader, conventions: readonly Convention[], field: ScalarField): string | undefined {
  let found: string | undefined;
  for (const { scalars } of conventions) {
    for (const source of scalars?.[field] ?? []) {
      const value = reader.text(source);
      found ??= value;
      if (value !== undefined && value === found) reader.take(source);
    }
  }
  return found;
}

/** Returns the name that a convention has for the span's kind, else the span's own name. */
function nameOf(span: OtelSpan, kind: SpanKind, reader: AttributeReader, conventions: readonly Convention[]): string {
  for (const { names } of conventions) {
    for (const source of names?.[kind] ?? []) {
      const name = reader.text(source);
      if (name === undefined) continue;
      reader.take(source);
      return name;
    }
  }
  return span.name;
}

function costOf(reader: AttributeReader, conventions: readonly Convention[]): number | undefined {
  for (const source of conventions.flatMap((convention) => convention.cost ?? [])) {
    const cost = reader.number(source);
    if (cost === undefined) continue;
    reader.take(source);
    return cost;
  }
  return undefined;
}

/** Returns the time to the first token, in ms. */
function ttftOf(span: OtelSpan, reader: AttributeReader, conventions: readonly Convention[]): number | undefined {
  const startMs = Number(BigInt(span.startTimeUnixNano) / 1000n) / 1000;
  for (const { from, unitMs } of conventions.flatMap((convention) => convention.ttft ?? [])) {
    const value = unitMs === 'moment' ? Date.parse(reader.text(from) ?? '') : reader.number(from);
    if (value === undefined || Number.isNaN(value)) continue;
    reader.take(from);
    return unitMs === 'moment' ? Math.max(0, value - startMs) : value * unitMs;
  }
  return undefined;
}

/** Reads tags from a list, a JSON list, or a text with commas. */
function tagsOf(reader: AttributeReader, conventions: readonly Convention[]): string[] {
  const tags = conventions
    .flatMap((convention) => convention.tags ?? [])
    .flatMap((source) => {
      const value = reader.read(source);
      if (value === undefined) return [];
      reader.take(source);
      return Array.isArray(value) ? value.map(String) : (reader.text(source) ?? '').split(',');
    });
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}

function eventRecord(event: OtelEvent): Json {
  return { name: event.name, time: isoTime(event.timeUnixNano), attributes: event.attributes };
}

function metadataOf(
  span: OtelSpan,
  reader: AttributeReader,
  conventions: readonly Convention[],
  events: readonly OtelEvent[],
): Record<string, Json> {
  for (const source of conventions.flatMap((convention) => convention.drop ?? [])) reader.take(source);
  const given = conventions
    .flatMap((convention) => convention.metadata ?? [])
    .flatMap((source) => {
      const value = reader.read(source, {}, 'untaken');
      if (!isRecord(value)) return [];
      reader.take(source);
      return Object.entries(value);
    });
  const own: [string, Json][] = [];
  if (Object.keys(span.resource).length > 0) own.push(['resource', span.resource]);
  if (span.scope !== undefined) {
    const { name, version = '', attributes = {} } = span.scope;
    own.push(['scope', { name, version, ...(Object.keys(attributes).length > 0 && { attributes }) }]);
  }
  if ((span.kind ?? 0) > 1) own.push(['span_kind', SPAN_KINDS[span.kind!] ?? 'unspecified']);
  if (events.length > 0) own.push(['events', events.map(eventRecord)]);
  const links = (span.links ?? []).map(({ traceId, spanId, attributes = {} }): Json => ({
    traceId,
    spanId,
    attributes,
  }));
  if (links.length > 0) own.push(['links', links]);
  return Object.fromEntries([...reader.rest(), ...given, ...own]);
}

/**
 * Maps one OpenTelemetry span to Vitrine's model, by the tables of the conventions that it uses (GenAI, OpenInference,
 * AI SDK, OpenLLMetry, LangSmith, Mastra, Pydantic AI, Opik, HTTP and databases). The caller validates the span and
 * makes its ids.
 *
 * @throws {RangeError} if a time is outside of the range of a date
 * @example
 * mapSpan({
 *   traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', name: 'chat gpt-4',
 *   startTimeUnixNano: '1768469400000000000', endTimeUnixNano: '1768469401500000000',
 *   attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4', 'gen_ai.usage.input_tokens': 52 },
 *   events: [], resource: {},
 * }); // { name: 'chat gpt-4', kind: 'llm', type: 'llm', model: 'gpt-4', usage: { prompt_tokens: 52, ... }, ... }
 */
export function mapSpan(span: OtelSpan): MappedSpan {
  const { attributes: fromEvents, rest: events } = readEvents(span.events, span.attributes);
  const reader = new AttributeReader({ ...fromEvents, ...span.attributes });
  const resource = new AttributeReader(span.resource);
  const conventions = conventionsOf(reader);
  const kind = kindOf(reader, conventions);
  const scalars: Partial<Record<ScalarField, string>> = {};
  for (const field of SCALARS) {
    const value =
      scalar(reader, conventions, field) ??
      (RESOURCE_SCALARS.includes(field) ? scalar(resource, CONVENTIONS, field) : undefined);
    if (value !== undefined) scalars[field] = value;
  }
  const isModelCall = MODEL_CALLS.has(kind);
  const tokens = isModelCall ? tokenUsage(reader, conventions, span.scope?.name) : undefined;
  const cost = isModelCall ? costOf(reader, conventions) : undefined;
  const input = spanBody(reader, conventions, 'input');
  const output = spanBody(reader, conventions, 'output');
  const ttft = ttftOf(span, reader, conventions);
  const tags = tagsOf(reader, conventions);
  const error = spanError(
    span,
    conventions.some((convention) => convention.exceptionsFail),
  );
  const name = nameOf(span, kind, reader, conventions);
  const exception = error && span.events.findLast((event) => event.name === 'exception');
  const metadata = metadataOf(
    span,
    reader,
    conventions,
    events.filter((event) => event !== exception),
  );
  const unknown = isModelCall || kind === 'general' ? unknownUsage(reader.rest(), tokens?.unknown) : [];
  return {
    name,
    kind,
    type: typeOfKind(kind),
    start_time: isoTime(span.startTimeUnixNano),
    end_time: BigInt(span.endTimeUnixNano) === 0n ? null : isoTime(span.endTimeUnixNano),
    ...scalars,
    ...(tokens === undefined ? {} : { usage: tokens.usage, ledger: tokens.ledger }),
    ...(unknown.length === 0 ? {} : { unknown_usage: unknown }),
    ...(cost === undefined ? {} : { total_estimated_cost: cost }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(ttft === undefined ? {} : { ttft }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(error === undefined ? {} : { error_info: error }),
    metadata,
  };
}

import type { Json } from '../model/json.ts';
import type { SpanKind } from '../model/kind.ts';
import { typeOfKind } from '../model/type-of-kind.ts';
import { AttributeReader, isRecord } from './attribute-reader.ts';
import { ALL_CONVENTIONS, type ConventionSet, conventionsOf } from './convention-set.ts';
import type { ScalarField } from './convention.ts';
import type { MappedSpan } from './mapped-span.ts';
import { eventsOf } from './pydantic-events.ts';
import type { OtelEvent, OtelSpan } from './otel-span.ts';
import { spanBody } from './span-bodies.ts';
import { spanError } from './span-error.ts';
import { evaluationsOf } from './evaluations.ts';
import { readEvents } from './span-events.ts';
import { isoTime, spanTimes, type TimeFault } from './span-times.ts';
import { spanUsage } from './span-usage.ts';

/** Kinds of spans that are one call of one model. The tokens of other spans are the sum of their calls. */
const MODEL_CALLS: ReadonlySet<SpanKind> = new Set<SpanKind>(['llm', 'embedding', 'rerank']);
const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
/** Scalars that a resource may have for all of its spans. */
const RESOURCE_SCALARS: readonly ScalarField[] = ['project_name', 'environment'];
const SCALARS: readonly ScalarField[] = [
  'model',
  'provider',
  'thread_id',
  'user_id',
  'environment',
  'project_name',
  'opik_trace_id',
  'opik_parent_span_id',
  'opik_span_id',
  'service_tier',
];
/** Scalars whose attributes stay in the metadata too. */
const KEPT_SCALARS: readonly ScalarField[] = ['opik_span_id', 'service_tier', 'user_id'];

/** Returns the kind for the whole value of an attribute, or else for its ending. */
function kindFor(value: string, as: Record<string, SpanKind>): SpanKind | undefined {
  if (Object.hasOwn(as, value)) return as[value];
  return Object.entries(as).find(([ending]) => ending.startsWith('*') && value.endsWith(ending.slice(1)))?.[1];
}

/** Returns the kind from the value of an attribute, else from the presence of attributes. */
function kindOf(reader: AttributeReader, { conventions }: ConventionSet): SpanKind {
  for (const { kinds } of conventions) {
    for (const { from, as } of kinds ?? []) {
      const value = reader.text(from)?.toLowerCase();
      const kind = value === undefined ? undefined : kindFor(value, as);
      if (kind === undefined) continue;
      // A value that only ends as an entry says more than the kind.
      if (Object.hasOwn(as, value!)) reader.take(from);
      return kind;
    }
  }
  for (const { markers } of conventions) {
    const marker = markers?.find(([attribute]) => reader.hasAttribute(attribute));
    if (marker !== undefined) return marker[1];
  }
  return 'general';
}

/** Returns the first value of a field. Attributes that repeat it are taken; others stay in the metadata. */
function scalar(reader: AttributeReader, conventions: ConventionSet, field: ScalarField): string | undefined {
  let found: string | undefined;
  for (const source of conventions.scalar(field)) {
    const value = reader.text(source);
    found ??= value;
    if (value !== undefined && value === found && !KEPT_SCALARS.includes(field)) reader.take(source);
  }
  return found;
}

/** Returns the name that a convention has for the span's kind, else the span's own name. */
function nameOf(span: OtelSpan, kind: SpanKind, reader: AttributeReader, { conventions }: ConventionSet): string {
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

/** Reads tags from a list, a JSON list, or a text with commas. */
function tagsOf(reader: AttributeReader, { tags: sources }: ConventionSet): string[] {
  const tags = sources.flatMap((source) => {
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
  conventions: ConventionSet,
  events: readonly OtelEvent[],
  faults: readonly TimeFault[],
): Record<string, Json> {
  for (const source of conventions.drop) reader.take(source);
  const given = conventions.metadata.flatMap((source) => {
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
  if (faults.length > 0) own.push(['time_faults', [...faults]]);
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
  const { attributes, events: sent } = eventsOf(span);
  const { attributes: fromEvents, rest: events } = readEvents(sent, attributes);
  const reader = new AttributeReader({ ...fromEvents, ...attributes });
  const resource = new AttributeReader(span.resource);
  const conventions = conventionsOf(reader);
  const kind = kindOf(reader, conventions);
  const scalars: Partial<Record<ScalarField, string>> = {};
  for (const field of SCALARS) {
    const value =
      scalar(reader, conventions, field) ??
      (RESOURCE_SCALARS.includes(field) ? scalar(resource, ALL_CONVENTIONS, field) : undefined);
    if (value !== undefined) scalars[field] = value;
  }
  const isModelCall = MODEL_CALLS.has(kind);
  // The counts of a model call are taken before the metadata is made. The metadata of other spans contains theirs.
  const called = isModelCall ? spanUsage(reader, conventions, span.scope?.name) : undefined;
  const input = spanBody(reader, conventions.conventions, 'input', kind);
  const output = spanBody(reader, conventions.conventions, 'output', kind);
  const times = spanTimes(span, reader, conventions);
  const tags = tagsOf(reader, conventions);
  const evaluations = evaluationsOf(reader, events);
  const error = spanError(span, conventions.exceptionsFail);
  const name = nameOf(span, kind, reader, conventions);
  const exception = error && span.events.findLast((event) => event.name === 'exception');
  const metadata = metadataOf(
    span,
    reader,
    conventions,
    events.filter((event) => event !== exception),
    times.faults,
  );
  const { usage, ledger, total_estimated_cost } = called?.counted ?? {};
  const summed = isModelCall ? undefined : spanUsage(reader, conventions, span.scope?.name);
  const unknown = (called ?? summed)!.unknown(reader.rest());
  return {
    name,
    kind,
    type: typeOfKind(kind),
    start_time: times.start,
    end_time: times.end,
    ...scalars,
    ...(usage === undefined ? {} : { usage }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(total_estimated_cost === undefined ? {} : { total_estimated_cost }),
    ...(summed?.counted === undefined ? {} : { aggregate: summed.counted }),
    ...(unknown.length === 0 ? {} : { unknown_usage: unknown }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(times.ttft === undefined ? {} : { ttft: times.ttft }),
    ...(times.faults.length === 0 ? {} : { time_faults: times.faults }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(evaluations.length === 0 ? {} : { evaluations }),
    ...(error === undefined ? {} : { error_info: error }),
    metadata,
  };
}

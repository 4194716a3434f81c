import { idFault, SpanWrite, type Id } from '@vitrine/core/model';
import { spanIdOf, type MappedSpan, type OtelSpan } from '@vitrine/core/otel';
import { describe, faultsOf } from '../../platform/validation/parse.ts';
import type { SpanCreate } from '../ingest/ingest.ts';
import type { scoreEntities } from '../scores/write-scores.ts';
import { repeatedUsage } from './repeated-usage.ts';
import type { AliasedSpan } from './span-aliases.ts';
import { USAGE_FIELDS } from './stored-usage.ts';
import type { KnownTrace } from './trace-ids.ts';

/** Span of an export, as it was sent and in the trace model. */
export interface ReceivedSpan {
  otel: OtelSpan;
  mapped: MappedSpan;
}

export type EvaluationScore = Parameters<typeof scoreEntities>[3][number];

/** Start of a span, in ms since the epoch. */
export function startOf({ startTimeUnixNano }: OtelSpan): number {
  return Number(BigInt(startTimeUnixNano) / 1_000_000n);
}

export function startMs({ otel }: ReceivedSpan): number {
  return startOf(otel);
}

/** Returns the first value among the spans, starting with the root. */
export function first<T>(
  group: readonly ReceivedSpan[],
  valueOf: (span: ReceivedSpan) => T | undefined,
): T | undefined {
  const root = group.find((span) => span.otel.parentSpanId === undefined);
  for (const span of root ? [root, ...group] : group) {
    const value = valueOf(span);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Returns the existing trace that the spans name as theirs. A malformed id names none. */
export function attachedTo(group: readonly ReceivedSpan[]): (KnownTrace & { attached: true }) | undefined {
  const id = first(group, ({ mapped }) => validId(mapped.opik_trace_id));
  return id === undefined ? undefined : { id, known: true, attached: true };
}

/** Returns an id of Opik's attributes in lower case; `undefined` if it is malformed. */
function validId(id: string | undefined): Id | undefined {
  const lower = id?.trim().toLowerCase();
  return lower === undefined || idFault(lower) ? undefined : lower;
}

export function spanCreate(traceId: string, { otel, mapped }: ReceivedSpan): SpanCreate {
  const { name, kind, type, start_time, end_time, input, output, model, provider, service_tier } = mapped;
  const { usage, ledger, total_estimated_cost } = mapped.aggregate ?? mapped;
  const parent = otel.parentSpanId
    ? spanIdOf(traceId, otel.traceId, otel.parentSpanId)
    : validId(mapped.opik_parent_span_id);
  return {
    id: spanIdOf(traceId, otel.traceId, otel.spanId),
    trace_id: traceId,
    parent_span_id: parent,
    name,
    kind,
    type,
    start_time,
    end_time,
    input,
    output,
    metadata: { ...mapped.metadata, ...malformedIds(mapped) },
    model,
    provider,
    service_tier,
    usage,
    ledger,
    total_estimated_cost,
    error_info: mapped.error_info,
    tags: mapped.tags,
    ttft: mapped.ttft,
    environment: mapped.environment,
  };
}

/** Returns the malformed ids of Opik's attributes, which have no other effect. */
function malformedIds({ opik_trace_id, opik_parent_span_id }: MappedSpan): Record<string, string> {
  return {
    ...(opik_trace_id !== undefined && !validId(opik_trace_id) && { 'opik.trace_id': opik_trace_id }),
    ...(opik_parent_span_id !== undefined &&
      !validId(opik_parent_span_id) && { 'opik.parent_span_id': opik_parent_span_id }),
  };
}

/** Returns the fault of a span, such as a count out of range. */
export function faultOf(span: SpanCreate): string | undefined {
  const parsed = SpanWrite.safeParse(span);
  return parsed.success ? undefined : describe(faultsOf(parsed.error));
}

export function aliasedSpan(create: SpanCreate, { otel, mapped }: ReceivedSpan): AliasedSpan {
  return { create, alias: validId(mapped.opik_span_id), hasForeignParent: !otel.parentSpanId };
}

/** Removes the usage of spans that repeat the usage of other spans. A model call keeps it in its metadata. */
export function withoutRepeatedUsage(spans: readonly SpanCreate[]): void {
  const repeated = repeatedUsage(
    spans.map((span) => ({ ...span, hasUsage: USAGE_FIELDS.some((field) => span[field] !== undefined) })),
  );
  for (const span of spans) {
    if (!repeated.has(span.id)) continue;
    if (span.type === 'llm') span.metadata = { ...(span.metadata as object), repeated_usage: span.usage ?? {} };
    for (const field of USAGE_FIELDS) delete span[field];
  }
}

/** Returns a function that makes feedback scores of the evaluations of a span. A result without a number has none. */
export function evaluationScores(traceId: Id): (span: ReceivedSpan) => EvaluationScore[] {
  return ({ otel, mapped }) =>
    (mapped.evaluations ?? []).flatMap(({ name, value, label, explanation }) =>
      value === undefined
        ? []
        : [
            {
              entityId: spanIdOf(traceId, otel.traceId, otel.spanId),
              score: { name, value, category_name: label, reason: explanation, source: 'sdk' },
            },
          ],
    );
}

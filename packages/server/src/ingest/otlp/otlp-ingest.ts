import { idFault, idTimeMs } from '@vitrine/core/model';
import { mapSpan, type MappedSpan, type OtelSpan } from '@vitrine/core/otel';
import type { Principal } from '../../auth/principal.ts';
import type { Database } from '../../clickhouse/database.ts';
import type { Ingest, SpanCreate, TraceCreate } from '../ingest.ts';
import { KeyedLock } from '../keyed-lock.ts';
import { MAX_BATCH } from '../write-batch.ts';
import { spanIdOf, TraceIds, type KnownTrace } from './trace-ids.ts';

/** How many spans were not taken, and the first reason. */
export interface Rejected {
  rejected: number;
  reason: string | undefined;
}

interface Span {
  otel: OtelSpan;
  mapped: MappedSpan;
}

/** Stores OpenTelemetry spans: each as a span of the trace model, and for each trace among them a trace. */
export class OtlpIngest {
  readonly #ingest: Ingest;
  readonly #traceIds: TraceIds;
  readonly #locks = new KeyedLock();

  constructor(database: Database, ingest: Ingest) {
    this.#ingest = ingest;
    this.#traceIds = new TraceIds(database);
  }

  /** @param projectName the project of what names none in its attributes */
  async write(principal: Principal, spans: readonly OtelSpan[], projectName: string | undefined): Promise<Rejected> {
    const byTrace = new Map<string, Span[]>();
    for (const otel of spans) {
      const group = byTrace.get(otel.traceId);
      if (group) group.push({ otel, mapped: mapSpan(otel) });
      else byTrace.set(otel.traceId, [{ otel, mapped: mapSpan(otel) }]);
    }
    return this.#locks.hold(byTrace.keys(), async () => {
      const earliest = new Map([...byTrace].map(([id, group]) => [id, Math.min(...group.map(startMs))]));
      const ids = await this.#traceIds.find(principal, earliest);
      const traces: TraceCreate[] = [];
      const creates: SpanCreate[] = [];
      const result: Rejected = { rejected: 0, reason: undefined };
      for (const [otelId, group] of byTrace) {
        const trace = attachedTo(group) ?? (ids.get(otelId) as KnownTrace);
        const fault = idFault(trace.id);
        if (fault) {
          result.rejected += group.length;
          result.reason ??= `the spans of trace ${otelId} were refused: ${fault}`;
          continue;
        }
        const project_name = first(group, (span) => span.mapped.project_name) ?? projectName;
        if (!trace.attached) traces.push({ ...traceCreate(trace, otelId, group), project_name });
        creates.push(...group.map((span) => ({ ...spanCreate(trace.id, span), project_name })));
      }
      await this.#ingest.createTraces(principal, traces);
      for (let at = 0; at < creates.length; at += MAX_BATCH) {
        await this.#ingest.createSpans(principal, creates.slice(at, at + MAX_BATCH));
      }
      for (const { id, otel_trace_id } of traces) this.#traceIds.remember(principal, otel_trace_id ?? '', id);
      return result;
    });
  }
}

/** The existing trace that spans say they belong to. */
function attachedTo(group: readonly Span[]): (KnownTrace & { attached: true }) | undefined {
  const id = first(group, (span) => span.mapped.opik_trace_id)?.toLowerCase();
  return id === undefined ? undefined : { id, known: true, attached: true };
}

/**
 * What spans say of their trace: its root all, the others only what nobody has said yet (so a batch without the root
 * counts as older than what is stored).
 */
function traceCreate({ id, known }: KnownTrace, otelId: string, group: readonly Span[]): TraceCreate {
  const root = group.find((span) => span.otel.parentSpanId === undefined);
  const from = root ?? group.toSorted((a, b) => startMs(a) - startMs(b))[0];
  const mapped = (from as Span).mapped;
  const updated = root || !known ? new Date() : new Date(idTimeMs(id));
  return {
    id,
    otel_trace_id: otelId,
    name: mapped.name,
    start_time: mapped.start_time,
    ...(root && {
      end_time: mapped.end_time,
      input: mapped.input,
      output: mapped.output,
      error_info: mapped.error_info,
      ttft: mapped.ttft,
    }),
    tags: first(group, (span) => span.mapped.tags),
    thread_id: first(group, (span) => span.mapped.thread_id),
    environment: first(group, (span) => span.mapped.environment),
    last_updated_at: updated.toISOString(),
  };
}

function spanCreate(traceId: string, { otel, mapped }: Span): SpanCreate {
  const { name, kind, type, start_time, end_time, input, output, metadata, model, provider, usage, ledger } = mapped;
  const parent = otel.parentSpanId ? spanIdOf(traceId, otel.parentSpanId) : mapped.opik_parent_span_id?.toLowerCase();
  return {
    id: spanIdOf(traceId, otel.spanId),
    trace_id: traceId,
    parent_span_id: parent,
    name,
    kind,
    type,
    start_time,
    end_time,
    input,
    output,
    metadata,
    model,
    provider,
    usage,
    ledger,
    total_estimated_cost: mapped.total_estimated_cost,
    error_info: mapped.error_info,
    tags: mapped.tags,
    ttft: mapped.ttft,
    environment: mapped.environment,
  };
}

function startMs({ otel }: Span): number {
  return Number(BigInt(otel.startTimeUnixNano) / 1_000_000n);
}

/** What the first of the spans that says so says; the root's word goes first. */
function first<T>(group: readonly Span[], say: (span: Span) => T | undefined): T | undefined {
  const root = group.find((span) => span.otel.parentSpanId === undefined);
  for (const span of root ? [root, ...group] : group) {
    const said = say(span);
    if (said !== undefined) return said;
  }
  return undefined;
}

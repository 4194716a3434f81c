import type { SpanRow, TraceView } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { textOrder } from '../../tracing/query/text-order.ts';
import { aggregateOf, spanAggregates } from '../../tracing/rows/span-aggregates.ts';
import { measuredTimes } from '../../tracing/rows/measured-times.ts';
import { withShownPreviews } from './shown-previews.ts';
import { ROW_COLUMNS, traceRow, type NarrowTrace } from './trace-row.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import type { Scores } from '../../tracing/scores/scores.ts';

/** Maximum number of spans in the view of a trace. */
const MAX_SPANS = 100_000;

type SpanColumns = Omit<
  SpanRow,
  'clock_skew' | 'has_error' | 'model' | 'provider' | 'parent_span_id' | 'total_tokens' | 'type' | 'kind'
> & {
  type: string;
  kind: string;
  model: string;
  provider: string;
  parent_span_id: string;
  usage: Record<string, number>;
  failed: 0 | 1;
  project_id: string;
};

/**
 * Returns a trace and its spans, without bodies; undefined if there is no such trace.
 *
 * @see benchmarks/queries.ts
 */
export async function traceView(
  { database, scores, projects }: { database: Database; scores: Scores; projects: Projects },
  principal: Principal,
  id: string,
): Promise<TraceView | undefined> {
  const { workspace } = principal;
  // The spans are read without waiting for the project of the trace: the id of a trace contains its week, in which
  // spans are found fast. PREWHERE uses only columns that all versions of a row share, and avoids decoding the other
  // columns of the thousand rows of a granule.
  const [[trace], allSpans, traceScores] = await Promise.all([
    database
      .of(principal)
      .read<NarrowTrace>(
        `SELECT ${ROW_COLUMNS} FROM traces FINAL PREWHERE workspace = {workspace:String} AND id = {id:String}`,
        { workspace, id },
      ),
    readSpans(database, principal, id),
    scores.read(principal, 'trace', [id]),
  ]);
  if (!trace) return undefined;
  const spans = allSpans.filter((span) => span.project_id === trace.project_id);
  const project = await projects.get(principal, trace.project_id);
  const aggregates =
    allSpans.length < MAX_SPANS
      ? aggregateOf(spans)
      : (await spanAggregates(database, principal, trace.project_id, [id])).get(id);
  const [shown = trace] = await withShownPreviews(database, principal, [trace]);
  const row = traceRow(shown, aggregates, traceScores.get(id));
  return {
    trace: { ...row, project_name: project?.name ?? '', ttft: measuredTimes(trace).ttft },
    spans: spans.map(toSpanRow),
    span_total: row.span_count,
  };
}

/** Returns the first {@link MAX_SPANS} spans of a trace, in the order of their starts. */
async function readSpans(database: Database, principal: Principal, id: string): Promise<SpanColumns[]> {
  const read = (end: string): Promise<SpanColumns[]> =>
    database
      .of(principal)
      .about({ traces: [id] })
      .read<SpanColumns>(
        `SELECT id, parent_span_id, name, type, kind, start_time, end_time, duration, ttft, model, provider, usage,
         toFloat64(total_estimated_cost) AS total_estimated_cost, cost_status, error_type != '' AS failed, project_id
       FROM spans FINAL PREWHERE workspace = {workspace:String} AND trace_id = {id:String} ${end}`,
        { id },
      );
  // For few rows, sorting in ClickHouse takes longer than reading them.
  const spans = await read(`LIMIT ${MAX_SPANS + 1}`);
  if (spans.length > MAX_SPANS) return read(`ORDER BY start_time, id LIMIT ${MAX_SPANS}`);
  return spans.toSorted((a, b) => textOrder(a.start_time, b.start_time) || textOrder(a.id, b.id));
}

/** Returns the kind of a stored span. Clients that have no kinds send its type alone. */
export function kindOf({ kind, type }: { kind: string; type: string }): SpanRow['kind'] {
  return (kind || type || 'general') as SpanRow['kind'];
}

function toSpanRow({ usage, failed, project_id: _project, ...span }: SpanColumns): SpanRow {
  const type = (span.type || 'general') as SpanRow['type'];
  return {
    ...span,
    ...measuredTimes(span),
    type,
    kind: kindOf(span),
    parent_span_id: span.parent_span_id || null,
    model: span.model || null,
    provider: span.provider || null,
    total_tokens: usage['total_tokens'] || null,
    has_error: failed === 1,
  };
}

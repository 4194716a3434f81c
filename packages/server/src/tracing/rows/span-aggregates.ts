import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

/** Aggregates of the spans of a trace. */
export interface SpanAggregates {
  span_count: number;
  llm_span_count: number;
  tool_span_count: number;
  error_count: number;
  unpriced_span_count: number;
  usage: Record<string, number>;
  /** USD; null if no span has a cost. */
  total_estimated_cost: number | null;
  providers: string[];
}

export const NO_SPANS: SpanAggregates = {
  span_count: 0,
  llm_span_count: 0,
  tool_span_count: 0,
  error_count: 0,
  unpriced_span_count: 0,
  usage: {},
  total_estimated_cost: null,
  providers: [],
};

/** Returns the span aggregates of traces of a project, by trace id; a trace without spans is absent. */
export async function spanAggregates(
  database: Database,
  principal: Principal,
  projectId: string,
  traceIds: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, SpanAggregates>> {
  if (traceIds.length === 0) return new Map();
  const rows = await database.of(principal).read<SpanAggregates & { trace_id: string }>(
    `SELECT trace_id, count() AS span_count, countIf(type = 'llm') AS llm_span_count,
       countIf(type = 'tool') AS tool_span_count, countIf(error_type != '') AS error_count,
       countIf(cost_status IN ('unpriced', 'partly_priced')) AS unpriced_span_count, sumMap(usage) AS usage,
       toFloat64(sum(total_estimated_cost)) AS total_estimated_cost,
       groupUniqArrayIf(provider, provider != '') AS providers
     FROM spans FINAL
     WHERE workspace = {workspace:String} AND project_id = {project:String} AND trace_id IN {traces:Array(String)}
     GROUP BY trace_id`,
    { workspace: principal.workspace, project: projectId, traces: traceIds },
    signal,
  );
  return new Map(rows.map(({ trace_id, ...aggregates }) => [trace_id, aggregates]));
}

/** Columns of a span from which the aggregates are computed. */
interface Aggregated {
  type: string;
  failed: 0 | 1;
  cost_status: string;
  usage: Record<string, number>;
  total_estimated_cost: number | null;
  provider: string;
}

/** Computes the same as {@link spanAggregates} for one trace, from spans that have been read already. */
export function aggregateOf(spans: readonly Aggregated[]): SpanAggregates {
  const count = (is: (span: Aggregated) => boolean): number => spans.filter(is).length;
  const usage = new Map<string, number>();
  for (const span of spans) {
    for (const [key, value] of Object.entries(span.usage)) usage.set(key, (usage.get(key) ?? 0) + value);
  }
  const costs = spans.flatMap(({ total_estimated_cost }) => total_estimated_cost ?? []);
  return {
    span_count: spans.length,
    llm_span_count: count((span) => span.type === 'llm'),
    tool_span_count: count((span) => span.type === 'tool'),
    error_count: count((span) => span.failed === 1),
    unpriced_span_count: count((span) => span.cost_status === 'unpriced' || span.cost_status === 'partly_priced'),
    usage: Object.fromEntries(usage),
    // Stored costs have 12 decimals; rounding removes the error of adding binary fractions.
    total_estimated_cost: costs.length > 0 ? Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(12)) : null,
    providers: [...new Set(spans.map((span) => span.provider).filter((provider) => provider !== ''))],
  };
}

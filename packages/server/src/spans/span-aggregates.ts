import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';

/** What the spans of a trace add up to. */
export interface SpanAggregates {
  span_count: number;
  llm_span_count: number;
  tool_span_count: number;
  error_count: number;
  unpriced_span_count: number;
  usage: Record<string, number>;
  /** USD; null where no span has a cost. */
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

/** The aggregates of the spans of some traces (a page of them), by trace id; a trace without spans is absent. */
export async function spanAggregates(
  database: Database,
  principal: Principal,
  traceIds: readonly string[],
): Promise<Map<string, SpanAggregates>> {
  if (traceIds.length === 0) return new Map();
  const rows = await database.read<SpanAggregates & { trace_id: string }>(
    `SELECT trace_id, count() AS span_count, countIf(type = 'llm') AS llm_span_count,
       countIf(type = 'tool') AS tool_span_count, countIf(error_type != '') AS error_count,
       countIf(cost_status = 'unpriced') AS unpriced_span_count, sumMap(usage) AS usage,
       toFloat64(sum(total_estimated_cost)) AS total_estimated_cost,
       groupUniqArrayIf(provider, provider != '') AS providers
     FROM spans FINAL
     WHERE workspace = {workspace:String} AND trace_id IN {traces:Array(String)}
     GROUP BY trace_id`,
    { workspace: principal.workspace, traces: traceIds },
  );
  return new Map(rows.map(({ trace_id, ...aggregates }) => [trace_id, aggregates]));
}

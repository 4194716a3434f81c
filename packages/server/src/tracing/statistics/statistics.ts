import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import type { WorkspaceDatabase } from '../../storage/database/workspace-database.ts';
import { listConditions, type ListQuery } from '../query/list-conditions.ts';

/** One figure about a list: how many have a thing, its average over those that have it, or its percentiles. */
export type Statistic =
  | { type: 'COUNT' | 'AVG'; name: string; value: number }
  | { type: 'PERCENTAGE'; name: string; value?: { p50: number; p90: number; p99: number } };

/** What a list of traces or spans adds up to, as `traces/stats` answers it. */
export interface Statistics {
  stats: Statistic[];
}

/** Named unlike the columns: a WHERE would take an alias for its column. */
interface Figures {
  total: number;
  /** Percentiles of the duration in ms; null where nothing has ended. */
  durations: (number | null)[];
  inputs: number;
  outputs: number;
  with_metadata: number;
  tag_count: number | null;
  errors: number;
}

/** What costs and uses of tokens are read as. */
export interface CostFigures {
  /** USD; null where nothing has a cost. */
  cost: number | null;
  cost_sum: number | null;
  /** The sums of the counts, and how many have each. */
  usage_sum: Record<string, number>;
  usage_count: Record<string, number>;
}

/** The SELECT of those figures, of the columns of a row. */
export const COST_FIGURES = `toFloat64(avg(rows.total_estimated_cost)) AS cost,
  toFloat64(sum(rows.total_estimated_cost)) AS cost_sum, sumMap(rows.usage) AS usage_sum,
  sumMap(mapApply((key, value) -> (key, toInt64(1)), rows.usage)) AS usage_count`;

/** The statistics of the traces of a list. */
export async function traceStatistics(
  database: Database,
  principal: Principal,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<Statistics> {
  const { where, parameters } = listConditions(database, principal, 'traces', query);
  const ids = `SELECT id FROM traces FINAL WHERE ${where}`;
  const spanIds = `SELECT id FROM spans WHERE workspace = {workspace:String} AND trace_id IN (${ids})`;
  const scoped = database.of(principal);
  const [own, [spans], scores, spanScores] = await Promise.all([
    commonStatistics(scoped, 'traces', where, parameters, signal),
    scoped.read<CostFigures & { span_count: number; llm_span_count: number }>(
      `SELECT sum(rows.span_count) AS span_count, sum(rows.llm_span_count) AS llm_span_count, ${COST_FIGURES}
       FROM trace_stats AS rows FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND trace_id IN (${ids})`,
      parameters,
      signal,
    ),
    averageScores(scoped, 'trace', ids, parameters, signal),
    averageScores(scoped, 'span', spanIds, parameters, signal),
  ]);
  const total = Math.max(1, own.total);
  return {
    stats: [
      { type: 'COUNT', name: 'trace_count', value: own.total },
      ...own.stats,
      { type: 'AVG', name: 'span_count', value: (spans?.span_count ?? 0) / total },
      { type: 'AVG', name: 'llm_span_count', value: (spans?.llm_span_count ?? 0) / total },
      ...costAndUsage(spans),
      ...averages('feedback_scores', scores),
      ...averages('span_feedback_scores', spanScores),
    ],
  };
}

/** What costs and uses of tokens add up to. */
export function costAndUsage(figures: CostFigures | undefined): Statistic[] {
  const { cost, cost_sum, usage_sum = {}, usage_count = {} } = figures ?? {};
  const usage = Object.entries(usage_sum).map(([key, sum]) => [key, sum / (usage_count[key] ?? 1)]);
  return [
    { type: 'AVG', name: 'total_estimated_cost', value: cost ?? 0 },
    { type: 'AVG', name: 'total_estimated_cost_sum', value: cost_sum ?? 0 },
    ...averages('usage', Object.fromEntries(usage) as Record<string, number>),
  ];
}

/** What traces and spans have alike. That there is a body its preview says, which is shorter to read. */
export async function commonStatistics(
  database: WorkspaceDatabase,
  table: 'traces' | 'spans',
  where: string,
  parameters: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<{ total: number; stats: Statistic[] }> {
  const [figures] = await database.read<Figures>(
    `SELECT count() AS total, quantiles(0.5, 0.9, 0.99)(rows.duration) AS durations, countIf(rows.input_preview != '') AS inputs,
       countIf(rows.output_preview != '') AS outputs, countIf(rows.metadata != '') AS with_metadata, avg(length(rows.tags)) AS tag_count,
       countIf(rows.error_info != '') AS errors
     FROM ${table} AS rows FINAL WHERE ${where}`,
    parameters,
    signal,
  );
  const [p50, p90, p99] = figures?.durations ?? [];
  const isKnown = typeof p50 === 'number' && typeof p90 === 'number' && typeof p99 === 'number';
  return {
    total: figures?.total ?? 0,
    stats: [
      { type: 'PERCENTAGE', name: 'duration', ...(isKnown && { value: { p50, p90, p99 } }) },
      { type: 'COUNT', name: 'input', value: figures?.inputs ?? 0 },
      { type: 'COUNT', name: 'output', value: figures?.outputs ?? 0 },
      { type: 'COUNT', name: 'metadata', value: figures?.with_metadata ?? 0 },
      { type: 'AVG', name: 'tags', value: figures?.tag_count ?? 0 },
      { type: 'COUNT', name: 'error_count', value: figures?.errors ?? 0 },
    ],
  };
}

/**
 * The average of each score over the entities that have it.
 *
 * @param ids a query for their ids
 */
export async function averageScores(
  database: WorkspaceDatabase,
  entity: 'trace' | 'span',
  ids: string,
  parameters: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const rows = await database.read<{ name: string; value: number }>(
    `SELECT name, avg(score) AS value FROM (
       SELECT name, avg(value) AS score FROM feedback_scores FINAL
       WHERE workspace = {workspace:String} AND entity_type = '${entity}' AND entity_id IN (${ids})
       GROUP BY entity_id, name
     ) GROUP BY name`,
    parameters,
    signal,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Averages by key, such as `feedback_scores.quality`, in the order of their keys. */
export function averages(name: string, values: Record<string, number>): Statistic[] {
  return Object.entries(values)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => ({ type: 'AVG', name: `${name}.${key}`, value }));
}

import type { EntityType } from '../entities/entity-type.ts';
import type { WorkspaceDatabase } from '../../storage/database/workspace-database.ts';

/** Figure about a list: the number of rows with a value, an average over the rows that have a value, or percentiles. */
export type Statistic =
  | { type: 'COUNT' | 'AVG'; name: string; value: number }
  | { type: 'PERCENTAGE'; name: string; value?: Percentiles };

/** Percentiles of a duration, in ms. */
export interface Percentiles {
  p50: number;
  p90: number;
  p99: number;
}

/** Statistics of a list, as returned by `traces/stats`. */
export interface Statistics {
  stats: Statistic[];
}

/**
 * Figures of a list. Their names differ from column names, because an alias with the name of a column would replace the
 * column in the WHERE clause.
 */
interface Figures {
  total: number;
  /** Percentiles of the duration, in ms; null if nothing has ended. */
  durations: (number | null)[];
  inputs: number;
  outputs: number;
  with_metadata: number;
  tag_count: number | null;
  errors: number;
}

/** Cost and usage of a list. */
export interface CostFigures {
  /** USD; null if nothing has a cost. */
  cost: number | null;
  cost_sum: number | null;
  /** Sum of each usage count, and the number of rows that have it. */
  usage_sum: Record<string, number>;
  usage_count: Record<string, number>;
}

/** Selects {@link CostFigures} from a relation with the alias `rows`. */
export const COST_FIGURES = `toFloat64(avg(rows.total_estimated_cost)) AS cost,
  toFloat64(sum(rows.total_estimated_cost)) AS cost_sum, sumMap(rows.usage) AS usage_sum,
  sumMap(mapApply((key, value) -> (key, toInt64(1)), rows.usage)) AS usage_count`;

/** Selects the percentiles of {@link percentilesOf} from a relation with the alias `rows`. */
export const DURATIONS = 'quantiles(0.5, 0.9, 0.99)(rows.duration) AS durations';

/** Percentiles as {@link DURATIONS} reads them; undefined if nothing has ended. */
export function percentilesOf(durations: readonly (number | null)[] = []): Percentiles | undefined {
  const [p50, p90, p99] = durations;
  const isKnown = typeof p50 === 'number' && typeof p90 === 'number' && typeof p99 === 'number';
  return isKnown ? { p50, p90, p99 } : undefined;
}

/** Statistic of durations, as every list has it. */
export function durationStatistic(durations: readonly (number | null)[] | undefined): Statistic {
  const value = percentilesOf(durations);
  return { type: 'PERCENTAGE', name: 'duration', ...(value && { value }) };
}

/** Average of each usage count over the rows that have it. */
export function usageAverages(figures: CostFigures | undefined): Record<string, number> {
  const { usage_sum = {}, usage_count = {} } = figures ?? {};
  return Object.fromEntries(Object.entries(usage_sum).map(([key, sum]) => [key, sum / (usage_count[key] ?? 1)]));
}

/** Statistics of cost and usage. */
export function costAndUsage(figures: CostFigures | undefined): Statistic[] {
  return [
    { type: 'AVG', name: 'total_estimated_cost', value: figures?.cost ?? 0 },
    { type: 'AVG', name: 'total_estimated_cost_sum', value: figures?.cost_sum ?? 0 },
    ...averages('usage', usageAverages(figures)),
  ];
}

/**
 * Reads the statistics that traces and spans share. Whether a row has a body is read from its preview, which is
 * smaller.
 */
export async function commonStatistics(
  database: WorkspaceDatabase,
  table: 'traces' | 'spans',
  where: string,
  parameters: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<{ total: number; stats: Statistic[] }> {
  const [figures] = await database.read<Figures>(
    `SELECT count() AS total, ${DURATIONS}, countIf(rows.input_preview != '') AS inputs,
       countIf(rows.output_preview != '') AS outputs, countIf(rows.metadata != '') AS with_metadata, avg(length(rows.tags)) AS tag_count,
       countIf(rows.error_info != '') AS errors
     FROM ${table} AS rows FINAL WHERE ${where}`,
    parameters,
    signal,
  );
  return {
    total: figures?.total ?? 0,
    stats: [
      durationStatistic(figures?.durations),
      { type: 'COUNT', name: 'input', value: figures?.inputs ?? 0 },
      { type: 'COUNT', name: 'output', value: figures?.outputs ?? 0 },
      { type: 'COUNT', name: 'metadata', value: figures?.with_metadata ?? 0 },
      { type: 'AVG', name: 'tags', value: figures?.tag_count ?? 0 },
      { type: 'COUNT', name: 'error_count', value: figures?.errors ?? 0 },
    ],
  };
}

/**
 * Returns the average of each score over the entities that have it.
 *
 * @param ids query that selects the ids of the entities
 */
export async function averageScores(
  database: WorkspaceDatabase,
  entity: EntityType,
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

/** Makes statistics of averages by key, such as `feedback_scores.quality`, in the order of the keys. */
export function averages(name: string, values: Record<string, number>): Statistic[] {
  return Object.entries(values)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => ({ type: 'AVG', name: `${name}.${key}`, value }));
}

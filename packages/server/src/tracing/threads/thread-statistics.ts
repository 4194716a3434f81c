import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { averages, costAndUsage, type CostFigures, type Statistics } from '../statistics/statistics.ts';
import { threadsOf, type ThreadQuery } from './thread-keys.ts';

interface Figures extends CostFigures {
  total: number;
  /** Percentiles in ms; null where nothing has ended. */
  durations: (number | null)[];
  messages: number | null;
}

/** The statistics of the threads of a list. */
export async function threadStatistics(
  database: Database,
  principal: Principal,
  query: ThreadQuery,
  signal?: AbortSignal,
): Promise<Statistics> {
  // The sums are needed whatever the filter says.
  const { from, where, parameters } = threadsOf(database, principal, query, 'usage');
  const [[figures], scores] = await Promise.all([
    database.of(principal).read<Figures>(
      `SELECT count() AS total, quantiles(0.5, 0.9, 0.99)(rows.duration) AS durations,
         avg(rows.number_of_messages) AS messages, toFloat64(avg(rows.total_estimated_cost)) AS cost,
         toFloat64(sum(rows.total_estimated_cost)) AS cost_sum, sumMap(rows.usage) AS usage_sum,
         sumMap(mapApply((key, value) -> (key, toInt64(1)), rows.usage)) AS usage_count
       FROM (SELECT * FROM (${from}) WHERE ${where}) AS rows`,
      parameters,
      signal,
    ),
    database.of(principal).read<{ name: string; value: number }>(
      `SELECT name, avg(score) AS value FROM (
         SELECT name, avg(value) AS score FROM feedback_scores FINAL
         WHERE workspace = {workspace:String} AND entity_type = 'thread'
           AND entity_id IN (SELECT concat({project:String}, '/', thread_id) FROM (${from}) WHERE ${where})
         GROUP BY entity_id, name
       ) GROUP BY name`,
      parameters,
      signal,
    ),
  ]);
  const [p50, p90, p99] = figures?.durations ?? [];
  const isKnown = typeof p50 === 'number' && typeof p90 === 'number' && typeof p99 === 'number';
  return {
    stats: [
      { type: 'COUNT', name: 'thread_count', value: figures?.total ?? 0 },
      { type: 'PERCENTAGE', name: 'duration', ...(isKnown && { value: { p50, p90, p99 } }) },
      { type: 'AVG', name: 'number_of_messages', value: figures?.messages ?? 0 },
      ...costAndUsage(figures),
      ...averages('feedback_scores', Object.fromEntries(scores.map(({ name, value }) => [name, value]))),
    ],
  };
}

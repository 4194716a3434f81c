import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import {
  averages,
  averageScores,
  COST_FIGURES,
  costAndUsage,
  DURATIONS,
  durationStatistic,
  type CostFigures,
  type Statistics,
} from '../statistics/statistics.ts';
import { threadsOf, type ThreadQuery } from './thread-keys.ts';

interface Figures extends CostFigures {
  total: number;
  /** Percentiles of the duration, in ms; null if nothing has ended. */
  durations: (number | null)[];
  messages: number | null;
}

/** Returns the statistics of the threads of a list, as returned by `traces/threads/stats`. */
export async function threadStatistics(
  database: Database,
  principal: Principal,
  query: ThreadQuery,
  signal?: AbortSignal,
): Promise<Statistics> {
  // The sums are needed for any filter.
  const { from, where, parameters } = threadsOf(database, principal, query, 'usage');
  const entityIds = `SELECT concat({project:String}, '/', thread_id) FROM (${from}) WHERE ${where}`;
  const [[figures], scores] = await Promise.all([
    database.of(principal).read<Figures>(
      `SELECT count() AS total, ${DURATIONS}, avg(rows.number_of_messages) AS messages, ${COST_FIGURES}
       FROM (SELECT * FROM (${from}) WHERE ${where}) AS rows`,
      parameters,
      signal,
    ),
    averageScores(database.of(principal), 'thread', entityIds, parameters, signal),
  ]);
  return {
    stats: [
      { type: 'COUNT', name: 'thread_count', value: figures?.total ?? 0 },
      durationStatistic(figures?.durations),
      { type: 'AVG', name: 'number_of_messages', value: figures?.messages ?? 0 },
      ...costAndUsage(figures),
      ...averages('feedback_scores', scores),
    ],
  };
}

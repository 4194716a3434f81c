import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { listConditions, type ListQuery } from '../query/list-conditions.ts';
import {
  averages,
  averageScores,
  commonStatistics,
  COST_FIGURES,
  costAndUsage,
  type CostFigures,
  type Statistics,
} from '../statistics/statistics.ts';

/** Returns the statistics of the spans of a list, as returned by `spans/stats`. */
export async function spanStatistics(
  database: Database,
  principal: Principal,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<Statistics> {
  const { where, parameters } = listConditions(database, principal, 'spans', query);
  const [own, [figures], scores] = await Promise.all([
    commonStatistics(database.of(principal), 'spans', where, parameters, signal),
    database
      .of(principal)
      .read<CostFigures>(`SELECT ${COST_FIGURES} FROM spans AS rows FINAL WHERE ${where}`, parameters, signal),
    averageScores(database.of(principal), 'span', `SELECT id FROM spans FINAL WHERE ${where}`, parameters, signal),
  ]);
  return {
    stats: [
      { type: 'COUNT', name: 'span_count', value: own.total },
      ...own.stats,
      ...costAndUsage(figures),
      ...averages('feedback_scores', scores),
    ],
  };
}

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

/** Returns the statistics of the traces of a list, as returned by `traces/stats`. */
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

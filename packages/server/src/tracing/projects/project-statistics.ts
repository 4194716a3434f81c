import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import {
  COST_FIGURES,
  DURATIONS,
  percentilesOf,
  usageAverages,
  type CostFigures,
  type Percentiles,
} from '../statistics/statistics.ts';

/** Statistics of a project, as returned by `projects/stats`. */
export interface ProjectStatistics {
  project_id: string;
  trace_count: number;
  thread_count: number;
  /** Of traces that have ended. */
  duration?: Percentiles;
  /** USD: average over the traces that have a cost, and sum. */
  total_estimated_cost?: number;
  total_estimated_cost_sum?: number;
  /** Averages over the traces that have each count. */
  usage: Record<string, number>;
  /** Averages of the scores of the traces. */
  feedback_scores: { name: string; value: number }[];
  guardrails_failed_count: number;
  /** Failed traces in the last 7 days, compared with the 7 days before. */
  error_count: { count: number; deviation: number; deviation_percentage?: number };
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

interface TraceFigures {
  project_id: string;
  trace_count: number;
  thread_count: number;
  durations: (number | null)[];
  errors: number;
  errors_before: number;
}

/** Returns the statistics of projects by id. A project without traces is absent. */
export async function projectStatistics(
  database: Database,
  principal: Principal,
  projects: readonly string[],
): Promise<Map<string, ProjectStatistics>> {
  if (projects.length === 0) return new Map();
  const now = Date.now();
  const where = 'workspace = {workspace:String} AND project_id IN {projects:Array(String)}';
  const parameters = { projects };
  const failed = (from: string, to: string): string =>
    `countIf(error_type != '' AND start_time >= parseDateTime64BestEffort({${from}:String}, 6)
       AND start_time < parseDateTime64BestEffort({${to}:String}, 6))`;
  const [traces, costs, scores] = await Promise.all([
    database.of(principal).read<TraceFigures>(
      `SELECT project_id, count() AS trace_count, uniqExactIf(thread_id, thread_id != '') AS thread_count,
         ${DURATIONS}, ${failed('week', 'now')} AS errors, ${failed('week_before', 'week')} AS errors_before
       FROM traces AS rows FINAL WHERE ${where} GROUP BY project_id`,
      {
        ...parameters,
        now: new Date(now + WEEK_MS).toISOString(),
        week: new Date(now - WEEK_MS).toISOString(),
        week_before: new Date(now - 2 * WEEK_MS).toISOString(),
      },
    ),
    database
      .of(principal)
      .read<CostFigures & { project_id: string }>(
        `SELECT project_id, ${COST_FIGURES} FROM trace_stats AS rows FINAL WHERE ${where} GROUP BY project_id`,
        parameters,
      ),
    database.of(principal).read<{ project_id: string; name: string; score: number }>(
      `SELECT project_id, name, avg(score) AS score FROM (
         SELECT trace.project_id AS project_id, name, avg(value) AS score
         FROM (SELECT entity_id, name, value FROM feedback_scores FINAL
           WHERE workspace = {workspace:String} AND entity_type = 'trace' AND (project_id = '' OR project_id IN {projects:Array(String)})) AS score
         INNER JOIN (SELECT id, project_id FROM traces FINAL WHERE ${where} AND id IN (
           SELECT entity_id FROM feedback_scores WHERE workspace = {workspace:String} AND entity_type = 'trace'
         )) AS trace ON trace.id = score.entity_id
         GROUP BY project_id, entity_id, name
       ) GROUP BY project_id, name ORDER BY name`,
      parameters,
    ),
  ]);
  const costOf = new Map(costs.map((row) => [row.project_id, row]));
  return new Map(
    traces.map((row) => [
      row.project_id,
      toStatistics(
        row,
        costOf.get(row.project_id),
        scores.filter((score) => score.project_id === row.project_id),
      ),
    ]),
  );
}

function toStatistics(
  traces: TraceFigures,
  costs: CostFigures | undefined,
  scores: readonly { name: string; score: number }[],
): ProjectStatistics {
  const { errors, errors_before } = traces;
  const duration = percentilesOf(traces.durations);
  return {
    project_id: traces.project_id,
    trace_count: traces.trace_count,
    thread_count: traces.thread_count,
    ...(duration && { duration }),
    ...(typeof costs?.cost === 'number' && { total_estimated_cost: costs.cost }),
    ...(typeof costs?.cost_sum === 'number' && { total_estimated_cost_sum: costs.cost_sum }),
    usage: usageAverages(costs),
    feedback_scores: scores.map(({ name, score }) => ({ name, value: score })),
    guardrails_failed_count: 0,
    error_count: {
      count: errors,
      deviation: errors - errors_before,
      ...(errors_before > 0 && { deviation_percentage: ((errors - errors_before) / errors_before) * 100 }),
    },
  };
}

import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';

/** What a project adds up to, as `projects/stats` answers it. */
export interface ProjectStatistics {
  project_id: string;
  trace_count: number;
  thread_count: number;
  /** Of traces that have ended, in ms. */
  duration?: { p50: number; p90: number; p99: number };
  /** USD, the average of a trace that has a cost, and the sum. */
  total_estimated_cost?: number;
  total_estimated_cost_sum?: number;
  /** The averages of the traces that have each count. */
  usage: Record<string, number>;
  /** The averages of the scores of the traces. */
  feedback_scores: { name: string; value: number }[];
  guardrails_failed_count: number;
  /** Traces that failed in the last 7 days, against the 7 days before. */
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

interface CostFigures {
  project_id: string;
  cost: number | null;
  cost_sum: number | null;
  usage_sum: Record<string, number>;
  usage_count: Record<string, number>;
}

/** The statistics of some projects, by id. A project without traces is absent. */
export async function projectStatistics(
  database: Database,
  { workspace }: Principal,
  projects: readonly string[],
): Promise<Map<string, ProjectStatistics>> {
  if (projects.length === 0) return new Map();
  const now = Date.now();
  const where = 'workspace = {workspace:String} AND project_id IN {projects:Array(String)}';
  const parameters = { workspace, projects };
  const failed = (from: string, to: string): string =>
    `countIf(error_type != '' AND start_time >= parseDateTime64BestEffort({${from}:String}, 6)
       AND start_time < parseDateTime64BestEffort({${to}:String}, 6))`;
  const [traces, costs, scores] = await Promise.all([
    database.of({ workspace }).read<TraceFigures>(
      `SELECT project_id, count() AS trace_count, uniqExactIf(thread_id, thread_id != '') AS thread_count,
         quantilesIf(0.5, 0.9, 0.99)(assumeNotNull(duration), duration IS NOT NULL) AS durations,
         ${failed('week', 'now')} AS errors, ${failed('week_before', 'week')} AS errors_before
       FROM traces FINAL WHERE ${where} GROUP BY project_id`,
      {
        ...parameters,
        now: new Date(now + WEEK_MS).toISOString(),
        week: new Date(now - WEEK_MS).toISOString(),
        week_before: new Date(now - 2 * WEEK_MS).toISOString(),
      },
    ),
    database.of({ workspace }).read<CostFigures>(
      `SELECT project_id, toFloat64(avg(rows.total_estimated_cost)) AS cost,
         toFloat64(sum(rows.total_estimated_cost)) AS cost_sum, sumMap(rows.usage) AS usage_sum,
         sumMap(mapApply((key, value) -> (key, toInt64(1)), rows.usage)) AS usage_count
       FROM trace_stats AS rows FINAL WHERE ${where} GROUP BY project_id`,
      parameters,
    ),
    database.of({ workspace }).read<{ project_id: string; name: string; score: number }>(
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
  const [p50, p90, p99] = traces.durations;
  const usage = Object.entries(costs?.usage_sum ?? {}).map(([key, sum]) => [key, sum / (costs?.usage_count[key] ?? 1)]);
  const hasDuration = typeof p50 === 'number' && typeof p90 === 'number' && typeof p99 === 'number';
  return {
    project_id: traces.project_id,
    trace_count: traces.trace_count,
    thread_count: traces.thread_count,
    ...(hasDuration && { duration: { p50, p90, p99 } }),
    ...(typeof costs?.cost === 'number' && { total_estimated_cost: costs.cost }),
    ...(typeof costs?.cost_sum === 'number' && { total_estimated_cost_sum: costs.cost_sum }),
    usage: Object.fromEntries(usage) as Record<string, number>,
    feedback_scores: scores.map(({ name, score }) => ({ name, value: score })),
    guardrails_failed_count: 0,
    error_count: {
      count: errors,
      deviation: errors - errors_before,
      ...(errors_before > 0 && { deviation_percentage: ((errors - errors_before) / errors_before) * 100 }),
    },
  };
}

import { lowestId, type ProjectsView } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import { idsFrom } from '../clickhouse/id-bounds.ts';
import type { Resources } from '../resources.ts';

const PERIOD_MS = 30 * 24 * 60 * 60 * 1000;

interface Activity {
  project_id: string;
  trace_count: number;
  error_count: number;
  last_trace_at: string;
}

/** All projects, with what happened in the last 30 days; the busiest of late first. */
export async function projectsView({ database, projects }: Resources, principal: Principal): Promise<ProjectsView> {
  const { workspace } = principal;
  const from = new Date(Date.now() - PERIOD_MS).toISOString();
  const [all, activity, costs] = await Promise.all([
    projects.list(principal),
    database.read<Activity>(
      `SELECT project_id, count() AS trace_count, countIf(error_type != '') AS error_count, max(traces.start_time) AS last_trace_at
       FROM traces FINAL
       WHERE workspace = {workspace:String} AND ${idsFrom('traces', 'id', { project: false })}
         AND start_time >= parseDateTime64BestEffort({from:String}, 6)
       GROUP BY project_id`,
      { workspace, from },
    ),
    database.read<{ project_id: string; cost: number | null }>(
      `SELECT project_id, toFloat64(sum(total_estimated_cost)) AS cost FROM trace_stats FINAL
       WHERE workspace = {workspace:String} AND trace_id >= {since:String} GROUP BY project_id`,
      { workspace, since: lowestId(Date.parse(from)) },
    ),
  ]);
  const activityOf = new Map(activity.map((row) => [row.project_id, row]));
  const costOf = new Map(costs.map((row) => [row.project_id, row.cost]));
  const rows = all.map(({ id, name, description }) => ({
    id,
    name,
    description,
    trace_count: activityOf.get(id)?.trace_count ?? 0,
    error_count: activityOf.get(id)?.error_count ?? 0,
    total_estimated_cost: costOf.get(id) ?? null,
    last_trace_at: activityOf.get(id)?.last_trace_at ?? null,
  }));
  return {
    projects: rows.toSorted(
      (a, b) => (b.last_trace_at ?? '').localeCompare(a.last_trace_at ?? '') || a.name.localeCompare(b.name),
    ),
  };
}

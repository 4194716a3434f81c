import type { ProjectsView } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import type { ProjectActivity } from '../../tracing/projects/project-activity.ts';

/** Number of days whose traces are counted. */
const DAYS = 30;

/** Returns all projects with their statistics of the last 30 days. Projects with the latest traces come first. */
export async function projectsView(
  { activity, projects }: { activity: ProjectActivity; projects: Projects },
  principal: Principal,
): Promise<ProjectsView> {
  const [all, activities] = await Promise.all([projects.list(principal), activity.read(principal, { days: DAYS })]);
  const rows = all.map(({ id, name, description }) => {
    const {
      trace_count = 0,
      error_count = 0,
      total_estimated_cost = null,
      last_trace_at = null,
    } = activities.get(id) ?? {};
    return { id, name, description, trace_count, error_count, total_estimated_cost, last_trace_at };
  });
  return {
    projects: rows.toSorted(
      (a, b) => (b.last_trace_at ?? '').localeCompare(a.last_trace_at ?? '') || a.name.localeCompare(b.name),
    ),
  };
}

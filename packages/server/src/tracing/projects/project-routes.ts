import { ProjectWrite, type Project } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { CREATED, json, pageOfRows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { Ids, pathId } from '../../platform/validation/ids.ts';
import { pageOf, PageQuery } from '../../platform/validation/page.ts';
import { ScoreNamesAnswer } from '../scores/score-answers.ts';
import { ProjectAnswer } from './project-answer.ts';
import { scoreNames } from '../scores/score-names.ts';
import type { Activity } from './project-activity.ts';
import { projectStatistics, type ProjectStatistics } from './project-statistics.ts';
import { projectSorting, SORTABLE } from './project-sorting.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ProjectActivity } from './project-activity.ts';
import type { ProjectDeletions } from '../deletion/project-deletions.ts';

const PATH = '/api/v1/private/projects';
const ListQuery = PageQuery.extend({
  name: z.string().optional(),
  sorting: z.string().optional().describe('A JSON array of {field, direction}'),
});
const Retrieve = z.object({ name: z.string() });
/** Repeated, or one text with commas. */
const ScoreNamesQuery = z.object({ project_ids: z.union([z.string(), z.array(z.string())]).optional() });

/** Routes of `projects`: create, read, change, delete, find by name, and activity. */
export function projectRoutes({
  database,
  projects,
  deletions,
  activity,
}: {
  database: Database;
  projects: Projects;
  deletions: ProjectDeletions;
  activity: ProjectActivity;
}): Route[] {
  return [
    route(
      {
        name: 'retrieveProject',
        method: 'POST',
        path: `${PATH}/retrieve`,
        summary: 'Find a project by its name',
        action: 'projects:read',
        body: Retrieve,
        answer: json(ProjectAnswer),
      },
      async ({ principal, body: { name } }) => {
        const project = await projects.byName(principal, name);
        if (!project) throw new VitrineError('not_found', `there is no project "${name}"`);
        return project;
      },
    ),
    route(
      {
        name: 'listProjects',
        method: 'GET',
        path: PATH,
        summary: 'A page of projects',
        action: 'projects:read',
        query: ListQuery,
        answer: json(pageOfRows(ProjectAnswer)),
      },
      async ({ principal, query }) => {
        const { rows, page } = await listed(principal, query);
        return { ...page, content: page.content.map((project) => withActivity(project, rows.get(project.id))) };
      },
    ),
    route(
      {
        name: 'getProjectStats',
        method: 'GET',
        path: `${PATH}/stats`,
        summary: 'Statistics of the projects of a page',
        action: 'projects:read',
        query: ListQuery,
        answer: json(),
      },
      async ({ principal, query }) => {
        const { page } = await listed(principal, query);
        const ids = page.content.map((project) => project.id);
        const statistics = await projectStatistics(database, principal, ids);
        return { ...page, content: ids.map((id) => statistics.get(id) ?? emptyStatistics(id)) };
      },
    ),
    route(
      {
        name: 'listProjectScoreNames',
        method: 'GET',
        path: `${PATH}/feedback-scores/names`,
        summary: 'The names of the scores of the traces of projects',
        action: 'projects:read',
        query: ScoreNamesQuery,
        answer: json(ScoreNamesAnswer),
      },
      async ({ principal, query: { project_ids = [] } }) => {
        const ids = [project_ids].flat().flatMap((text) => text.split(',').filter((id) => id !== ''));
        const lists = await Promise.all(
          (ids.length === 0 ? [undefined] : ids).map((id) =>
            scoreNames(database, principal, 'trace', { projectId: id && pathId(id) }),
          ),
        );
        const names = new Set(lists.flatMap(({ scores }) => scores.map(({ name }) => name)));
        return { scores: [...names].toSorted().map((name) => ({ name })) };
      },
    ),
    route(
      {
        name: 'createProject',
        method: 'POST',
        path: PATH,
        summary: 'Create a project',
        action: 'projects:create',
        body: ProjectWrite,
        answer: CREATED,
      },
      async ({ principal, body }) => (await projects.create(principal, body)).id,
    ),
    route(
      {
        name: 'deleteProjects',
        method: 'POST',
        path: `${PATH}/delete`,
        summary: 'Delete projects with all their data',
        action: 'projects:delete',
        body: Ids,
      },
      async ({ principal, body: { ids } }) => {
        for (const id of ids) {
          if (await projects.get(principal, id)) await deletions.delete(principal, id);
        }
      },
    ),
    route(
      {
        name: 'getProject',
        method: 'GET',
        path: `${PATH}/:id`,
        summary: 'Read a project',
        action: 'projects:read',
        answer: json(ProjectAnswer),
      },
      async ({ principal, params }) => {
        const project = await existing(principal, params['id']);
        const activities = await activity.read(principal, { projects: [project.id] });
        return withActivity(project, activities.get(project.id));
      },
    ),
    route(
      {
        name: 'listProjectTokenUsageNames',
        method: 'GET',
        path: `${PATH}/:id/token-usage/names`,
        summary: 'The names of the token counts in a project',
        action: 'projects:read',
        answer: json(z.object({ names: z.array(z.string()) })),
      },
      async ({ principal, params }) => {
        const { id } = await existing(principal, params['id']);
        const rows = await database.of(principal).read<{ name: string }>(
          `SELECT DISTINCT arrayJoin(mapKeys(usage)) AS name FROM trace_stats FINAL
           WHERE workspace = {workspace:String} AND project_id = {project:String} ORDER BY name`,
          { workspace: principal.workspace, project: id },
        );
        return { names: rows.map(({ name }) => name) };
      },
    ),
    route(
      {
        name: 'updateProject',
        method: 'PATCH',
        path: `${PATH}/:id`,
        summary: 'Change a project',
        action: 'projects:change',
        body: ProjectWrite.partial(),
      },
      ({ principal, params, body }) => projects.update(principal, pathId(params['id']), body),
    ),
    route(
      {
        name: 'deleteProject',
        method: 'DELETE',
        path: `${PATH}/:id`,
        summary: 'Delete a project with all its data',
        action: 'projects:delete',
      },
      ({ principal, params }) => deletions.delete(principal, pathId(params['id'])),
    ),
  ];

  async function existing(principal: Principal, given: string | undefined): Promise<Project> {
    const id = pathId(given);
    const project = await projects.get(principal, id);
    if (!project) throw new VitrineError('not_found', `there is no project ${id}`);
    return project;
  }

  /** Returns a page of projects with the activity in them; in all projects if the page is sorted by activity. */
  async function listed(principal: Principal, query: z.infer<typeof ListQuery>) {
    const wanted = query.name?.toLowerCase();
    const named = (await projects.list(principal)).filter(
      (project) => !wanted || project.name.toLowerCase().includes(wanted),
    );
    const { compare, ofActivity } = projectSorting(query.sorting);
    const all = ofActivity ? await activity.read(principal) : new Map<string, Activity>();
    const page = pageOf(named.toSorted(compare(all)), query, SORTABLE);
    const ids = page.content.map((project) => project.id);
    return { page, rows: ofActivity ? all : await activity.read(principal, { projects: ids }) };
  }
}

function withActivity(project: Project, activity: Activity | undefined): object {
  return {
    ...project,
    ...(activity?.last_updated_trace_at && { last_updated_trace_at: activity.last_updated_trace_at }),
    trace_count: activity?.trace_count ?? 0,
    error_count: { count: activity?.error_count ?? 0 },
    ...(typeof activity?.total_estimated_cost === 'number' && {
      total_estimated_cost_sum: activity.total_estimated_cost,
    }),
  };
}

function emptyStatistics(project_id: string): ProjectStatistics {
  return {
    project_id,
    trace_count: 0,
    thread_count: 0,
    usage: {},
    feedback_scores: [],
    guardrails_failed_count: 0,
    error_count: { count: 0, deviation: 0 },
  };
}

import { ProjectWrite, type Project } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { pageOf, PageQuery } from '../../platform/validation/pages.ts';
import { scoreNames } from '../scores/score-names.ts';
import type { Activity } from './project-activity.ts';
import { projectStatistics, type ProjectStatistics } from './project-statistics.ts';
import { projectSorting, SORTABLE } from './project-sorting.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ProjectActivity } from './project-activity.ts';
import type { ProjectDeletions } from '../deletion/project-deletions.ts';

const ListQuery = PageQuery.extend({ name: z.string().optional(), sorting: z.string().optional() });
const Retrieve = z.object({ name: z.string() });
const Delete = z.object({ ids: IdList });
/** Repeated, or one text with commas. */
const ScoreNamesQuery = z.object({ project_ids: z.union([z.string(), z.array(z.string())]).optional() });

/** `projects`: create, read, change, delete, find by name, and what happened in them. */
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
}): Router {
  const router = Router();

  router.post('/retrieve', async (request, response) => {
    const { name } = parse(Retrieve, request.body);
    const project = await projects.byName(principalOf(request), name);
    if (!project) throw new VitrineError('not_found', `there is no project "${name}"`);
    response.json(project);
  });

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(ListQuery, request.query, 'the query');
    const { rows, page } = await listed(principal, query);
    response.json({ ...page, content: page.content.map((project) => withActivity(project, rows.get(project.id))) });
  });

  router.get('/stats', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(ListQuery, request.query, 'the query');
    const { page } = await listed(principal, query);
    const ids = page.content.map((project) => project.id);
    const statistics = await projectStatistics(database, principal, ids);
    response.json({ ...page, content: ids.map((id) => statistics.get(id) ?? emptyStatistics(id)) });
  });

  router.get('/feedback-scores/names', async (request, response) => {
    const { project_ids = [] } = parse(ScoreNamesQuery, request.query, 'the query');
    const ids = [project_ids].flat().flatMap((text) => text.split(',').filter((id) => id !== ''));
    const lists = await Promise.all(
      (ids.length === 0 ? [undefined] : ids).map((id) =>
        scoreNames(database, principalOf(request), 'trace', { projectId: id && pathId(id) }),
      ),
    );
    const names = new Set(lists.flatMap(({ scores }) => scores.map(({ name }) => name)));
    response.json({ scores: [...names].toSorted().map((name) => ({ name })) });
  });

  router.post('/', async (request, response) => {
    const project = await projects.create(principalOf(request), parse(ProjectWrite, request.body));
    response.status(201).location(`${request.baseUrl}/${project.id}`).end();
  });

  router.post('/delete', async (request, response) => {
    const principal = principalOf(request);
    for (const id of parse(Delete, request.body).ids) {
      if (await projects.get(principal, id)) await deletions.delete(principal, id);
    }
    response.status(204).end();
  });

  router.get('/:id', async (request, response) => {
    const principal = principalOf(request);
    const project = await existing(principal, request.params.id);
    response.json(withActivity(project, (await activity.read(principal, { projects: [project.id] })).get(project.id)));
  });

  router.get('/:id/token-usage/names', async (request, response) => {
    const principal = principalOf(request);
    const { id } = await existing(principal, request.params.id);
    const rows = await database.read<{ name: string }>(
      `SELECT DISTINCT arrayJoin(mapKeys(usage)) AS name FROM trace_stats FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} ORDER BY name`,
      { workspace: principal.workspace, project: id },
    );
    response.json({ names: rows.map(({ name }) => name) });
  });

  router.patch('/:id', async (request, response) => {
    await projects.update(principalOf(request), pathId(request.params.id), parse(ProjectWrite.partial(), request.body));
    response.status(204).end();
  });

  router.delete('/:id', async (request, response) => {
    await deletions.delete(principalOf(request), pathId(request.params.id));
    response.status(204).end();
  });

  return router;

  async function existing(principal: Principal, given: string): Promise<Project> {
    const id = pathId(given);
    const project = await projects.get(principal, id);
    if (!project) throw new VitrineError('not_found', `there is no project ${id}`);
    return project;
  }

  /** A page of the projects with what happened in those of the page; in all of them where that is sorted by. */
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

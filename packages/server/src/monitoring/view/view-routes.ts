import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { QueryNumber } from '../../platform/validation/pages.ts';
import { sendJson } from '../../platform/http/send-json.ts';
import { ProjectQuery, projectIdOf } from '../../tracing/project-registry/project-of-query.ts';
import { NarrowingQuery } from '../../tracing/query/list-request.ts';
import { parseFilters } from '../../tracing/query/parse-filters.ts';
import type { Resources } from '../../server/resources.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { projectsView } from './projects-view.ts';
import { METRICS, SeriesRequest, seriesView } from './series-view.ts';
import { bodiesView, traceView } from './trace-view.ts';
import { tracesView } from './traces-view.ts';

const TracesQuery = ProjectQuery.extend(NarrowingQuery.shape).extend({
  cursor: z.string().optional(),
  thread_id: z.string().optional(),
  limit: QueryNumber.int().min(1).max(100).default(25),
});
const ThreadQuery = ProjectQuery.extend({ thread_id: z.string().min(1) });
const Bodies = z.object({ ids: IdList.max(100) });

/** The view API: each answer is what one screen needs. The shapes are in `@vitrine/core/model`. */
export function viewRoutes(resources: Resources): Router {
  const { projects, threads } = resources;
  const router = Router();

  router.get('/projects', async (request, response) => {
    response.json(await projectsView(resources, principalOf(request)));
  });

  router.get('/traces', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(TracesQuery, request.query, 'the query');
    const projectId = await projectIdOf(projects, principal, query);
    const filter = parseFilters('traces', query.filters);
    await sendJson(response, (signal) => tracesView(resources, principal, { ...query, filter, projectId }, signal));
  });

  router.get('/traces/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const view = await traceView(resources, principalOf(request), id);
    if (!view) throw new VitrineError('not_found', `there is no trace ${id}`);
    response.json(view);
  });

  router.post('/traces/:id/bodies', async (request, response) => {
    const { ids } = parse(Bodies, request.body);
    response.json(await bodiesView(resources, principalOf(request), pathId(request.params.id), ids));
  });

  router.get('/series', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(SeriesRequest, request.query, 'the query');
    const projectId = await projectIdOf(projects, principal, query);
    const filter = parseFilters(METRICS[query.metric].table, query.filters);
    await sendJson(response, (signal) => seriesView(resources, principal, { ...query, filter, projectId }, signal));
  });

  router.get('/thread', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(ThreadQuery, request.query, 'the query');
    const project = await projects.get(principal, await projectIdOf(projects, principal, query));
    const view = project && (await threads.get(principal, project, query.thread_id));
    if (!view) throw new VitrineError('not_found', `there is no thread "${query.thread_id}" in that project`);
    response.json(view);
  });

  router.get('/ingest', (_request, response) => {
    response.json(resources.accounting.view());
  });

  router.use('/feedback', feedbackRoutes(resources));

  return router;
}

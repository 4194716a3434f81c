import { TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.ts';
import { deleteTraces } from '../deletion/delete-traces.ts';
import { ApiError, parse } from '../http/api-error.ts';
import { IdList, pathId } from '../http/ids.ts';
import { PageQuery } from '../http/pages.ts';
import { accept, refusal } from '../ingest/accept.ts';
import { writeTraces } from '../ingest/write-batch.ts';
import { ProjectQuery, projectIdOf } from '../projects/project-of-query.ts';
import type { Resources } from '../resources.ts';
import { scoreRoutes } from '../scores/score-routes.ts';

/** What narrows a page of traces or spans, beside its project. */
export const NarrowingQuery = z.object({
  search: z.string().optional(),
  from_time: z.iso.datetime({ offset: true }).optional(),
  to_time: z.iso.datetime({ offset: true }).optional(),
  sorting: z.string().optional(),
});
const PageOfTraces = PageQuery.extend(ProjectQuery.shape).extend(NarrowingQuery.shape);
const Delete = z.object({ ids: IdList });

/** `traces`: write, change, read, list, delete, score. */
export function traceRoutes(resources: Resources): Router {
  const { ingest, traces, projects } = resources;
  const router = Router();

  router.post('/batch', async (request, response) => {
    await writeTraces(resources, principalOf(request), request.body);
    response.status(204).end();
  });

  router.post('/', async (request, response) => {
    const principal = principalOf(request);
    const { items, faults } = accept(TraceWrite, [request.body], ['id']);
    const refused = refusal(faults, 0);
    if (refused) throw refused;
    const write = items[0]?.value as TraceWrite & { id: string };
    const [outcome] = await ingest.createTraces(principal, [write], true);
    if (outcome && !outcome.committed) throw outcome.error;
    response.status(201).location(`${request.baseUrl}/${write.id}`).end();
  });

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(PageOfTraces, request.query, 'the query');
    const projectId = await projectIdOf(projects, principal, query);
    response.json(await traces.page(principal, { ...query, projectId }));
  });

  router.post('/delete', async (request, response) => {
    const principal = principalOf(request);
    const { ids } = parse(Delete, request.body);
    await deleteTraces(resources, principal, ids);
    response.status(204).end();
  });

  router.use(scoreRoutes(resources, 'trace'));

  router.get('/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const trace = await traces.get(principalOf(request), id);
    if (!trace) throw new ApiError(404, `there is no trace ${id}`);
    response.json(trace);
  });

  router.patch('/:id', async (request, response) => {
    await ingest.updateTrace(principalOf(request), pathId(request.params.id), parse(TraceUpdate, request.body));
    response.status(204).end();
  });

  router.delete('/:id', async (request, response) => {
    await deleteTraces(resources, principalOf(request), [pathId(request.params.id)]);
    response.status(204).end();
  });

  return router;
}

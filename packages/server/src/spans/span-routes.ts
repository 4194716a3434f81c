import { SpanType, SpanUpdate, SpanWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.ts';
import { ApiError, parse } from '../http/api-error.ts';
import { pathId } from '../http/ids.ts';
import { PageQuery } from '../http/pages.ts';
import { accept, refusal } from '../ingest/accept.ts';
import { writeSpans } from '../ingest/write-batch.ts';
import { ProjectQuery, projectIdOf } from '../projects/project-of-query.ts';
import type { Resources } from '../resources.ts';
import { scoreRoutes } from '../scores/score-routes.ts';
import { NarrowingQuery } from '../traces/trace-routes.ts';

const PageOfSpans = PageQuery.extend(ProjectQuery.shape)
  .extend(NarrowingQuery.shape)
  .extend({ trace_id: z.string().toLowerCase().optional(), type: SpanType.optional() });

/** `spans`: write, change, read, list, score. */
export function spanRoutes(resources: Resources): Router {
  const { ingest, spans, projects } = resources;
  const router = Router();

  router.post('/batch', async (request, response) => {
    await writeSpans(resources, principalOf(request), request.body);
    response.status(204).end();
  });

  router.post('/', async (request, response) => {
    const principal = principalOf(request);
    const { items, faults } = accept(SpanWrite, [request.body], ['id', 'trace_id', 'parent_span_id']);
    const refused = refusal(faults, 0);
    if (refused) throw refused;
    const write = items[0]?.value as SpanWrite & { id: string };
    const [outcome] = await ingest.createSpans(principal, [write], true);
    if (outcome && !outcome.committed) throw outcome.error;
    response.status(201).location(`${request.baseUrl}/${write.id}`).end();
  });

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(PageOfSpans, request.query, 'the query');
    const projectId = await projectIdOf(projects, principal, query);
    response.json(await spans.page(principal, { ...query, projectId }));
  });

  router.use(scoreRoutes(resources, 'span'));

  router.get('/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const span = await spans.get(principalOf(request), id);
    if (!span) throw new ApiError(404, `there is no span ${id}`);
    response.json(span);
  });

  router.patch('/:id', async (request, response) => {
    const update = parse(SpanUpdate, request.body);
    const traceId = update.trace_id ? { trace_id: pathId(update.trace_id) } : {};
    await ingest.updateSpan(principalOf(request), pathId(request.params.id), { ...update, ...traceId });
    response.status(204).end();
  });

  return router;
}

import { SpanType, SpanUpdate, SpanWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { commentRoutes } from '../comments/comment-routes.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { takeBody } from '../../platform/http/body.ts';
import { sendNdjson } from '../../platform/http/ndjson.ts';
import { sendJson } from '../../platform/http/send-json.ts';
import { accept, refusal } from '../../platform/validation/accept.ts';
import { updateBatch } from '../ingest/update-batch.ts';
import { writeSpans } from '../ingest/write-batch.ts';
import { readListRequest, readSearchRequest, readStatsRequest } from '../query/list-request.ts';
import { readOneRequest } from '../rows/read-options.ts';
import type { Resources } from '../../server/resources.ts';
import { scoreNames } from '../scores/score-names.ts';
import { scoreRoutes } from '../scores/score-routes.ts';
import { EXCLUDABLE_OF_SPANS } from './spans.ts';

const OfTrace = z.object({ trace_id: z.string().toLowerCase().nullish(), type: SpanType.nullish() });
const ScoreNames = z.object({ project_id: z.string().toLowerCase().optional(), type: SpanType.optional() });
const LISTED = { entity: 'spans', excludable: EXCLUDABLE_OF_SPANS } as const;

/** `spans`: write, change, read, list, search, add up, score. */
export function spanRoutes(resources: Resources): Router {
  const { accounting, database, ingest, spans, projects, log } = resources;
  const router = Router();

  router.post('/batch', async (request, response) => {
    await writeSpans(resources, principalOf(request), takeBody(request));
    response.status(204).end();
  });

  router.post('/', async (request, response) => {
    const principal = principalOf(request);
    const { items, faults } = accept(SpanWrite, [request.body], ['id', 'trace_id', 'parent_span_id']);
    accounting.invalid('spans', faults);
    const refused = refusal(faults, 0);
    if (refused) throw refused;
    const write = items[0]?.value as SpanWrite & { id: string };
    const [outcome] = await ingest.createSpans(principal, [write], true);
    if (outcome && !outcome.committed) throw outcome.error;
    response.status(201).location(`${request.baseUrl}/${write.id}`).end();
  });

  router.patch('/batch', async (request, response) => {
    const principal = principalOf(request);
    await updateBatch(SpanUpdate, request.body, (id, update) =>
      // Spans of several traces: each is found by its id.
      ingest.updateSpan(principal, id, { ...update, trace_id: undefined }),
    );
    response.status(204).end();
  });

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = await readListRequest(projects, principal, LISTED, request.query);
    const narrowed = { ...query, ...ofTrace(request.query) };
    await sendJson(response, (signal) => spans.page(principal, narrowed, signal));
  });

  router.get('/stats', async (request, response) => {
    const principal = principalOf(request);
    const query = await readStatsRequest(projects, principal, 'spans', request.query);
    const narrowed = { ...query, ...ofTrace(request.query) };
    await sendJson(response, (signal) => spans.stats(principal, narrowed, signal));
  });

  router.get('/feedback-scores/names', async (request, response) => {
    const { project_id: projectId, type } = parse(ScoreNames, request.query, 'the query');
    response.json(await scoreNames(database, principalOf(request), 'span', { projectId, type }));
  });

  router.post('/search', async (request, response) => {
    const principal = principalOf(request);
    const query = await readSearchRequest(projects, principal, LISTED, request.body);
    const narrowed = { ...query, ...ofTrace(request.body, 'the body') };
    await sendNdjson(response, log, (signal) => spans.search(principal, narrowed, signal));
  });

  router.use(scoreRoutes(resources, 'span'));
  router.use(commentRoutes(resources, 'span'));

  router.get('/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const span = await spans.get(principalOf(request), id, readOneRequest(request.query));
    if (!span) throw new VitrineError('not_found', `there is no span ${id}`);
    response.json(span);
  });

  router.patch('/:id', async (request, response) => {
    const update = accounting.parsed('spans', () => parse(SpanUpdate, request.body));
    const traceId = update.trace_id ? { trace_id: pathId(update.trace_id) } : {};
    await ingest.updateSpan(principalOf(request), pathId(request.params.id), { ...update, ...traceId });
    response.status(204).end();
  });

  router.delete('/:id', () => {
    throw new VitrineError('not_implemented', 'a single span cannot be deleted; delete its trace');
  });

  return router;
}

/** What else narrows a list of spans: its trace and its type. */
function ofTrace(given: unknown, what = 'the query'): { trace_id: string | undefined; type: SpanType | undefined } {
  const { trace_id, type } = parse(OfTrace, given, what);
  return { trace_id: trace_id ?? undefined, type: type ?? undefined };
}

import { TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { commentRoutes } from '../comments/comment-routes.ts';
import { deleteTraces } from '../deletion/delete-traces.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { takeBody } from '../../platform/http/body.ts';
import { sendNdjson } from '../../platform/http/ndjson.ts';
import { sendJson } from '../../platform/http/send-json.ts';
import { accept, refusal } from '../../platform/validation/accept.ts';
import { updateBatch } from '../ingest/update-batch.ts';
import { writeTraces } from '../ingest/write-batch.ts';
import { readListRequest, readSearchRequest, readStatsRequest } from '../query/list-request.ts';
import { readOneRequest } from '../rows/read-options.ts';
import type { Resources } from '../../server/resources.ts';
import { scoreNames } from '../scores/score-names.ts';
import { scoreRoutes } from '../scores/score-routes.ts';
import { EXCLUDABLE_OF_TRACES } from './traces.ts';

const Delete = z.object({ ids: IdList });
const ScoreNames = z.object({ project_id: z.string().toLowerCase().optional() });
const LISTED = { entity: 'traces', excludable: EXCLUDABLE_OF_TRACES } as const;

/** `traces`: write, change, read, list, search, add up, delete, score. */
export function traceRoutes(resources: Resources): Router {
  const { accounting, database, ingest, traces, projects, log } = resources;
  const router = Router();

  router.post('/batch', async (request, response) => {
    await writeTraces(resources, principalOf(request), takeBody(request));
    response.status(204).end();
  });

  router.post('/', async (request, response) => {
    const principal = principalOf(request);
    const { items, faults } = accept(TraceWrite, [request.body], ['id']);
    accounting.invalid('traces', faults);
    const refused = refusal(faults, 0);
    if (refused) throw refused;
    const write = items[0]?.value as TraceWrite & { id: string };
    const [outcome] = await ingest.createTraces(principal, [write], true);
    if (outcome && !outcome.committed) throw outcome.error;
    response.status(201).location(`${request.baseUrl}/${write.id}`).end();
  });

  router.patch('/batch', async (request, response) => {
    const principal = principalOf(request);
    await updateBatch(TraceUpdate, request.body, (id, update) => ingest.updateTrace(principal, id, update));
    response.status(204).end();
  });

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = await readListRequest(projects, principal, LISTED, request.query);
    await sendJson(response, (signal) => traces.page(principal, query, signal));
  });

  router.get('/stats', async (request, response) => {
    const principal = principalOf(request);
    const query = await readStatsRequest(projects, principal, 'traces', request.query);
    await sendJson(response, (signal) => traces.stats(principal, query, signal));
  });

  router.get('/feedback-scores/names', async (request, response) => {
    const { project_id: projectId } = parse(ScoreNames, request.query, 'the query');
    response.json(await scoreNames(database, principalOf(request), 'trace', { projectId }));
  });

  router.post('/search', async (request, response) => {
    const principal = principalOf(request);
    const query = await readSearchRequest(projects, principal, LISTED, request.body);
    await sendNdjson(response, log, (signal) => traces.search(principal, query, signal));
  });

  router.post('/delete', async (request, response) => {
    const principal = principalOf(request);
    const { ids } = parse(Delete, request.body);
    await deleteTraces(resources, principal, ids);
    response.status(204).end();
  });

  router.use(scoreRoutes(resources, 'trace'));
  router.use(commentRoutes(resources, 'trace'));

  router.get('/:id', async (request, response) => {
    const id = pathId(request.params.id);
    const trace = await traces.get(principalOf(request), id, readOneRequest(request.query));
    if (!trace) throw new VitrineError('not_found', `there is no trace ${id}`);
    response.json(trace);
  });

  router.patch('/:id', async (request, response) => {
    const update = accounting.parsed('traces', () => parse(TraceUpdate, request.body));
    await ingest.updateTrace(principalOf(request), pathId(request.params.id), update);
    response.status(204).end();
  });

  router.delete('/:id', async (request, response) => {
    await deleteTraces(resources, principalOf(request), [pathId(request.params.id)]);
    response.status(204).end();
  });

  return router;
}

import { TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.js';
import { commentRoutes } from '../comments/comment-routes.js';
import { deleteTraces } from '../deletion/delete-traces.js';
import { ApiError, parse } from '../http/api-error.js';
import { IdList, pathId } from '../http/ids.js';
import { takeBody } from '../http/body.js';
import { sendNdjson } from '../http/ndjson.js';
import { sendJson } from '../http/send-json.js';
import { accept, refusal } from '../ingest/accept.js';
import { updateBatch } from '../ingest/update-batch.js';
import { writeTraces } from '../ingest/write-batch.js';
import { readListRequest, readSearchRequest, readStatsRequest } from '../query/list-request.js';
import { readOneRequest } from '../query/read-options.js';
import { scoreNames } from '../scores/score-names.js';
import { scoreRoutes } from '../scores/score-routes.js';
import { EXCLUDABLE_OF_TRACES } from './traces.js';
const Delete = z.object({ ids: IdList });
const ScoreNames = z.object({ project_id: z.string().toLowerCase().optional() });
const LISTED = { entity: 'traces', excludable: EXCLUDABLE_OF_TRACES };
/** `traces`: write, change, read, list, search, add up, delete, score. */
export function traceRoutes(resources) {
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
        if (refused)
            throw refused;
        const write = items[0]?.value;
        const [outcome] = await ingest.createTraces(principal, [write], true);
        if (outcome && !outcome.committed)
            throw outcome.error;
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
        if (!trace)
            throw new ApiError(404, `there is no trace ${id}`);
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
//# sourceMappingURL=trace-routes.js.map
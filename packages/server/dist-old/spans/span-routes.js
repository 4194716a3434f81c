import { SpanType, SpanUpdate, SpanWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.js';
import { commentRoutes } from '../comments/comment-routes.js';
import { ApiError, parse } from '../http/api-error.js';
import { pathId } from '../http/ids.js';
import { takeBody } from '../http/body.js';
import { sendNdjson } from '../http/ndjson.js';
import { sendJson } from '../http/send-json.js';
import { accept, refusal } from '../ingest/accept.js';
import { updateBatch } from '../ingest/update-batch.js';
import { writeSpans } from '../ingest/write-batch.js';
import { readListRequest, readSearchRequest, readStatsRequest } from '../query/list-request.js';
import { readOneRequest } from '../query/read-options.js';
import { scoreNames } from '../scores/score-names.js';
import { scoreRoutes } from '../scores/score-routes.js';
import { EXCLUDABLE_OF_SPANS } from './spans.js';
const OfTrace = z.object({ trace_id: z.string().toLowerCase().nullish(), type: SpanType.nullish() });
const ScoreNames = z.object({ project_id: z.string().toLowerCase().optional(), type: SpanType.optional() });
const LISTED = { entity: 'spans', excludable: EXCLUDABLE_OF_SPANS };
/** `spans`: write, change, read, list, search, add up, score. */
export function spanRoutes(resources) {
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
        if (refused)
            throw refused;
        const write = items[0]?.value;
        const [outcome] = await ingest.createSpans(principal, [write], true);
        if (outcome && !outcome.committed)
            throw outcome.error;
        response.status(201).location(`${request.baseUrl}/${write.id}`).end();
    });
    router.patch('/batch', async (request, response) => {
        const principal = principalOf(request);
        await updateBatch(SpanUpdate, request.body, (id, update) => 
        // Spans of several traces: each is found by its id.
        ingest.updateSpan(principal, id, { ...update, trace_id: undefined }));
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
        if (!span)
            throw new ApiError(404, `there is no span ${id}`);
        response.json(span);
    });
    router.patch('/:id', async (request, response) => {
        const update = accounting.parsed('spans', () => parse(SpanUpdate, request.body));
        const traceId = update.trace_id ? { trace_id: pathId(update.trace_id) } : {};
        await ingest.updateSpan(principalOf(request), pathId(request.params.id), { ...update, ...traceId });
        response.status(204).end();
    });
    router.delete('/:id', () => {
        throw new ApiError(501, 'a single span cannot be deleted; delete its trace');
    });
    return router;
}
/** What else narrows a list of spans: its trace and its type. */
function ofTrace(given, what = 'the query') {
    const { trace_id, type } = parse(OfTrace, given, what);
    return { trace_id: trace_id ?? undefined, type: type ?? undefined };
}
//# sourceMappingURL=span-routes.js.map
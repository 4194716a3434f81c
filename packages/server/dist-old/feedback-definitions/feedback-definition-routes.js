import { FeedbackDefinitionWrite } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.js';
import { NamedRecords } from '../clickhouse/named-records.js';
import { parse } from '../http/api-error.js';
import { IdList, pathId } from '../http/ids.js';
import { pageOf, PageQuery } from '../http/pages.js';
const Body = z.object({
    type: z.enum(['numerical', 'categorical', 'boolean']),
    details: z.custom((details) => typeof details === 'object' && details !== null),
    description: z.string().nullable(),
});
const List = PageQuery.extend({ name: z.string().optional(), type: Body.shape.type.optional() });
const Delete = z.object({ ids: IdList });
/** `feedback-definitions`: what people score by. */
export function feedbackDefinitionRoutes({ database, clock }) {
    const definitions = new NamedRecords(database, clock, 'feedback_definition', Body, 'feedback definition');
    const router = Router();
    router.get('/', async (request, response) => {
        const query = parse(List, request.query, 'the query');
        const wanted = query.name?.toLowerCase();
        const all = (await definitions.list(principalOf(request)))
            .filter(({ name }) => !wanted || name.toLowerCase().includes(wanted))
            .filter(({ body }) => !query.type || body.type === query.type)
            .toSorted((a, b) => (a.id < b.id ? 1 : -1));
        const page = pageOf(all, query);
        response.json({ ...page, content: page.content.map(toDefinition) });
    });
    router.post('/', async (request, response) => {
        const { id, name, ...body } = parse(FeedbackDefinitionWrite, request.body);
        const created = await definitions.create(principalOf(request), { id, name, body: bodyOf(body) });
        response.status(201).location(`${request.baseUrl}/${created.id}`).end();
    });
    router.post('/delete', async (request, response) => {
        await definitions.delete(principalOf(request), parse(Delete, request.body).ids);
        response.status(204).end();
    });
    router.get('/:id', async (request, response) => {
        response.json(toDefinition(await definitions.get(principalOf(request), pathId(request.params.id))));
    });
    router.put('/:id', async (request, response) => {
        const { name, ...body } = parse(FeedbackDefinitionWrite, request.body);
        const id = pathId(request.params.id);
        await definitions.update(principalOf(request), id, () => ({ name, body: bodyOf(body) }));
        response.status(204).end();
    });
    router.delete('/:id', async (request, response) => {
        await definitions.delete(principalOf(request), [pathId(request.params.id)]);
        response.status(204).end();
    });
    return router;
}
function bodyOf({ type, details, description, }) {
    return { type, details, description: description ?? null };
}
function toDefinition({ body, ...record }) {
    const { description, ...rest } = body;
    return { ...record, ...rest, ...(description !== null && { description }) };
}
//# sourceMappingURL=feedback-definition-routes.js.map
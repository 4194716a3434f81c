import { FeedbackDefinitionWrite, type FeedbackDefinition } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { NamedRecords } from '../../platform/records/named-records.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { pageOf, PageQuery } from '../../platform/validation/pages.ts';
import type { Database } from '../../storage/database/database.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';

const Body = z.object({
  type: z.enum(['numerical', 'categorical', 'boolean']),
  details: z.custom<FeedbackDefinitionWrite['details']>((details) => typeof details === 'object' && details !== null),
  description: z.string().nullable(),
});
type Body = z.infer<typeof Body>;

const List = PageQuery.extend({ name: z.string().optional(), type: Body.shape.type.optional() });
const Delete = z.object({ ids: IdList });

/** `feedback-definitions`: what people score by. */
export function feedbackDefinitionRoutes({
  database,
  clock,
}: {
  database: Database;
  clock: HybridLogicalClock;
}): Router {
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

function bodyOf({
  type,
  details,
  description,
}: Pick<FeedbackDefinitionWrite, 'type' | 'details' | 'description'>): Body {
  return { type, details, description: description ?? null };
}

function toDefinition({ body, ...record }: RecordOf<Body>): FeedbackDefinition {
  const { description, ...rest } = body;
  return { ...record, ...rest, ...(description !== null && { description }) };
}

import { FeedbackDefinitionWrite, type FeedbackDefinition } from '@vitrine/core/model';
import { z } from 'zod';
import { CREATED, json, pageOfRows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { NamedRecords } from '../../platform/records/named-records.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { Ids, pathId } from '../../platform/validation/ids.ts';
import { pageOf, PageQuery } from '../../platform/validation/page.ts';
import type { Database } from '../../storage/database/database.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { FeedbackDefinitionAnswer } from './feedback-definition-answer.ts';

const Body = z.object({
  type: z.enum(['numerical', 'categorical', 'boolean']),
  details: z.custom<FeedbackDefinitionWrite['details']>((details) => typeof details === 'object' && details !== null),
  description: z.string().nullable(),
});
type Body = z.infer<typeof Body>;

const PATH = '/api/v1/private/feedback-definitions';
const List = PageQuery.extend({ name: z.string().optional(), type: Body.shape.type.optional() });

/** Routes of `feedback-definitions`, the scales for scores. */
export function feedbackDefinitionRoutes({
  database,
  clock,
}: {
  database: Database;
  clock: HybridLogicalClock;
}): Route[] {
  const definitions = new NamedRecords(database, clock, 'feedback_definition', Body, 'feedback definition');
  return [
    route(
      {
        name: 'listFeedbackDefinitions',
        method: 'GET',
        path: PATH,
        summary: 'A page of feedback definitions',
        action: 'definitions:read',
        query: List,
        answer: json(pageOfRows(FeedbackDefinitionAnswer)),
      },
      async ({ principal, query }) => {
        const wanted = query.name?.toLowerCase();
        const all = (await definitions.list(principal))
          .filter(({ name }) => !wanted || name.toLowerCase().includes(wanted))
          .filter(({ body }) => !query.type || body.type === query.type)
          .toSorted((a, b) => (a.id < b.id ? 1 : -1));
        const page = pageOf(all, query);
        return { ...page, content: page.content.map(toDefinition) };
      },
    ),
    route(
      {
        name: 'createFeedbackDefinition',
        method: 'POST',
        path: PATH,
        summary: 'Create a feedback definition',
        action: 'definitions:write',
        body: FeedbackDefinitionWrite,
        answer: CREATED,
      },
      async ({ principal, body: { id, name, ...body } }) =>
        (await definitions.create(principal, { id, name, body: bodyOf(body) })).id,
    ),
    route(
      {
        name: 'deleteFeedbackDefinitions',
        method: 'POST',
        path: `${PATH}/delete`,
        summary: 'Delete feedback definitions',
        action: 'definitions:write',
        body: Ids,
      },
      ({ principal, body }) => definitions.delete(principal, body.ids),
    ),
    route(
      {
        name: 'getFeedbackDefinition',
        method: 'GET',
        path: `${PATH}/:id`,
        summary: 'Read a feedback definition',
        action: 'definitions:read',
        answer: json(FeedbackDefinitionAnswer),
      },
      async ({ principal, params }) => toDefinition(await definitions.get(principal, pathId(params['id']))),
    ),
    route(
      {
        name: 'replaceFeedbackDefinition',
        method: 'PUT',
        path: `${PATH}/:id`,
        summary: 'Replace a feedback definition',
        action: 'definitions:write',
        body: FeedbackDefinitionWrite,
      },
      ({ principal, params, body: { name, ...body } }) =>
        definitions.update(principal, pathId(params['id']), () => ({ name, body: bodyOf(body) })),
    ),
    route(
      {
        name: 'deleteFeedbackDefinition',
        method: 'DELETE',
        path: `${PATH}/:id`,
        summary: 'Delete a feedback definition',
        action: 'definitions:write',
      },
      ({ principal, params }) => definitions.delete(principal, [pathId(params['id'])]),
    ),
  ];
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

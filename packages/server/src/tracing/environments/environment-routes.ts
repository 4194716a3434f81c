import { EnvironmentWrite, type Environment } from '@vitrine/core/model';
import { z } from 'zod';
import { CREATED, json, pageOfRows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { NamedRecords } from '../../platform/records/named-records.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { Ids, pathId } from '../../platform/validation/ids.ts';
import type { Database } from '../../storage/database/database.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { EnvironmentAnswer } from './environment-answer.ts';

const Body = z.object({
  description: z.string().nullable(),
  color: z.string().nullable(),
  position: z.number().nullable(),
});
type Body = z.infer<typeof Body>;

const PATH = '/api/v1/private/environments';

/** Routes of `environments`, the stages that traces name. There are few, so the list has no pages. */
export function environmentRoutes({ database, clock }: { database: Database; clock: HybridLogicalClock }): Route[] {
  const environments = new NamedRecords(database, clock, 'environment', Body, 'environment');
  return [
    route(
      {
        name: 'listEnvironments',
        method: 'GET',
        path: PATH,
        summary: 'All environments',
        action: 'environments:read',
        answer: json(pageOfRows(EnvironmentAnswer)),
      },
      async ({ principal }) => {
        const records = await environments.list(principal);
        const content = records
          .toSorted((a, b) => (a.body.position ?? Infinity) - (b.body.position ?? Infinity) || 0)
          .map(toEnvironment);
        return { page: 1, size: content.length, total: content.length, content, sortableBy: [] };
      },
    ),
    route(
      {
        name: 'createEnvironment',
        method: 'POST',
        path: PATH,
        summary: 'Create an environment',
        action: 'environments:write',
        body: EnvironmentWrite,
        answer: CREATED,
      },
      async ({ principal, body: { id, name, ...body } }) =>
        (await environments.create(principal, { id, name, body: bodyOf(body) })).id,
    ),
    route(
      {
        name: 'deleteEnvironments',
        method: 'POST',
        path: `${PATH}/delete`,
        summary: 'Delete environments',
        action: 'environments:write',
        body: Ids,
      },
      ({ principal, body }) => environments.delete(principal, body.ids),
    ),
    route(
      {
        name: 'getEnvironment',
        method: 'GET',
        path: `${PATH}/:id`,
        summary: 'Read an environment',
        action: 'environments:read',
        answer: json(EnvironmentAnswer),
      },
      async ({ principal, params }) => toEnvironment(await environments.get(principal, pathId(params['id']))),
    ),
    route(
      {
        name: 'updateEnvironment',
        method: 'PATCH',
        path: `${PATH}/:id`,
        summary: 'Change an environment',
        action: 'environments:write',
        body: EnvironmentWrite.partial(),
      },
      ({ principal, params, body: { name, description, color, position } }) =>
        environments.update(principal, pathId(params['id']), (record) => ({
          name: name ?? record.name,
          body: {
            description: description === undefined ? record.body.description : description,
            color: color === undefined ? record.body.color : color,
            position: position === undefined ? record.body.position : position,
          },
        })),
    ),
  ];
}

function bodyOf({ description, color, position }: Partial<EnvironmentWrite>): Body {
  return { description: description ?? null, color: color ?? null, position: position ?? null };
}

function toEnvironment({ body, ...record }: RecordOf<Body>): Environment {
  const { description, color, position } = body;
  return {
    ...record,
    ...(description !== null && { description }),
    ...(color !== null && { color }),
    ...(position !== null && { position }),
  };
}

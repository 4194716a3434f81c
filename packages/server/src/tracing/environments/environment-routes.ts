import { EnvironmentWrite, type Environment } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { NamedRecords } from '../../platform/records/named-records.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import type { Database } from '../../storage/database/database.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';

const Body = z.object({
  description: z.string().nullable(),
  color: z.string().nullable(),
  position: z.number().nullable(),
});
type Body = z.infer<typeof Body>;

const Delete = z.object({ ids: IdList });

/** `environments`: the stages that traces name. They are few: the list has no pages. */
export function environmentRoutes({ database, clock }: { database: Database; clock: HybridLogicalClock }): Router {
  const environments = new NamedRecords(database, clock, 'environment', Body, 'environment');
  const router = Router();

  router.get('/', async (request, response) => {
    const records = await environments.list(principalOf(request));
    const content = records
      .toSorted((a, b) => (a.body.position ?? Infinity) - (b.body.position ?? Infinity) || 0)
      .map(toEnvironment);
    response.json({ page: 1, size: content.length, total: content.length, content, sortableBy: [] });
  });

  router.post('/', async (request, response) => {
    const { id, name, ...body } = parse(EnvironmentWrite, request.body);
    const created = await environments.create(principalOf(request), { id, name, body: bodyOf(body) });
    response.status(201).location(`${request.baseUrl}/${created.id}`).end();
  });

  router.post('/delete', async (request, response) => {
    await environments.delete(principalOf(request), parse(Delete, request.body).ids);
    response.status(204).end();
  });

  router.get('/:id', async (request, response) => {
    response.json(toEnvironment(await environments.get(principalOf(request), pathId(request.params.id))));
  });

  router.patch('/:id', async (request, response) => {
    const { name, description, color, position } = parse(EnvironmentWrite.partial(), request.body);
    await environments.update(principalOf(request), pathId(request.params.id), (record) => ({
      name: name ?? record.name,
      body: {
        description: description === undefined ? record.body.description : description,
        color: color === undefined ? record.body.color : color,
        position: position === undefined ? record.body.position : position,
      },
    }));
    response.status(204).end();
  });

  return router;
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

import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { parse } from '../../platform/validation/parse.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { PriceRule } from './price-rule.ts';
import type { Repricing } from './repricing.ts';
import type { Prices } from './prices.ts';

const Time = z.iso.datetime({ offset: true });
const Reprice = z.strictObject({
  project_id: z.string().optional(),
  from_time: Time.optional(),
  to_time: Time.optional(),
  only_unpriced: z.boolean().optional(),
});

/** `view/prices`: the user's own prices, and pricing again what is stored. */
export function priceRoutes({ prices, repricing }: { prices: Prices; repricing: Repricing }): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    const records = await prices.list(principalOf(request));
    response.json({ prices: records.map(toPrice) });
  });

  router.put('/', async (request, response) => {
    response.json(toPrice(await prices.put(principalOf(request), parse(PriceRule, request.body))));
  });

  router.post('/reprice', async (request, response) => {
    response.json(await repricing.run(principalOf(request), parse(Reprice, request.body ?? {})));
  });

  router.delete('/:id', async (request, response) => {
    await prices.delete(principalOf(request), request.params.id);
    response.status(204).end();
  });

  return router;
}

function toPrice({ id, body, last_updated_at, last_updated_by }: RecordOf<PriceRule>): object {
  return { id, ...body, last_updated_at, last_updated_by };
}

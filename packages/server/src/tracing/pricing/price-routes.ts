import { z } from 'zod';
import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import { PriceRule } from './price-rule.ts';
import type { Prices } from './prices.ts';
import type { Repricing } from './repricing.ts';

const PATH = '/api/v1/view/prices';
const Time = z.iso.datetime({ offset: true });
const Reprice = z
  .strictObject({
    project_id: z.string().optional(),
    from_time: Time.optional(),
    to_time: Time.optional(),
    only_unpriced: z.boolean().optional(),
  })
  .default({});

/** Routes of `view/prices`: the user's own prices, and pricing stored spans again. */
export function priceRoutes({ prices, repricing }: { prices: Prices; repricing: Repricing }): Route[] {
  return [
    route(
      {
        name: 'listPrices',
        method: 'GET',
        path: PATH,
        summary: 'The user’s own prices',
        action: 'prices:read',
        answer: json(),
      },
      async ({ principal }) => ({ prices: (await prices.list(principal)).map(toPrice) }),
    ),
    route(
      {
        name: 'setPrice',
        method: 'PUT',
        path: PATH,
        summary: 'Add or replace a price',
        action: 'prices:write',
        body: PriceRule,
        answer: json(),
      },
      async ({ principal, body }) => toPrice(await prices.put(principal, body)),
    ),
    route(
      {
        name: 'reprice',
        method: 'POST',
        path: `${PATH}/reprice`,
        summary: 'Price stored spans again',
        action: 'prices:write',
        body: Reprice,
        answer: json(),
      },
      ({ principal, body }) => repricing.run(principal, body),
    ),
    route(
      { name: 'deletePrice', method: 'DELETE', path: `${PATH}/:id`, summary: 'Delete a price', action: 'prices:write' },
      ({ principal, params }) => prices.delete(principal, params['id'] ?? ''),
    ),
  ];
}

function toPrice({ id, body, last_updated_at, last_updated_by }: RecordOf<PriceRule>): object {
  return { id, ...body, last_updated_at, last_updated_by };
}

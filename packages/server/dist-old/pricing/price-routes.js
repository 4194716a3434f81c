import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.js';
import { parse } from '../http/api-error.js';
import { PriceRule } from './price-rule.js';
const Time = z.iso.datetime({ offset: true });
const Reprice = z.strictObject({
    project_id: z.string().optional(),
    from_time: Time.optional(),
    to_time: Time.optional(),
    only_unpriced: z.boolean().optional(),
});
/** `view/prices`: the user's own prices, and pricing again what is stored. */
export function priceRoutes({ prices, repricing }) {
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
function toPrice({ id, body, last_updated_at, last_updated_by }) {
    return { id, ...body, last_updated_at, last_updated_by };
}
//# sourceMappingURL=price-routes.js.map
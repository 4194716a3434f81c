import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `view/prices`: the user's own prices, and pricing again what is stored. */
export declare function priceRoutes({ prices, repricing }: Resources): Router;
//# sourceMappingURL=price-routes.d.ts.map
import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `spans`: write, change, read, list, search, add up, score. */
export declare function spanRoutes(resources: Resources): Router;
//# sourceMappingURL=span-routes.d.ts.map
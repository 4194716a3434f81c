import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** The view API: each answer is what one screen needs. The shapes are in `@vitrine/core/model`. */
export declare function viewRoutes(resources: Resources): Router;
//# sourceMappingURL=view-routes.d.ts.map
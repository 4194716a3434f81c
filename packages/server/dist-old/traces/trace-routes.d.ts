import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `traces`: write, change, read, list, search, add up, delete, score. */
export declare function traceRoutes(resources: Resources): Router;
//# sourceMappingURL=trace-routes.d.ts.map
import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `view/retention`: how long traces are kept, and what was dropped. */
export declare function retentionRoutes({ retention, projects }: Resources): Router;
//# sourceMappingURL=retention-routes.d.ts.map
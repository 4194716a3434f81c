import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `traces/threads`: read, list, search, add up, close and open, tag, score, comment, delete. */
export declare function threadRoutes(resources: Resources): Router;
//# sourceMappingURL=thread-routes.d.ts.map
import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** The writes of scores on traces or on spans, for a router of theirs. */
export declare function scoreRoutes(resources: Resources, entity: 'trace' | 'span'): Router;
//# sourceMappingURL=score-routes.d.ts.map
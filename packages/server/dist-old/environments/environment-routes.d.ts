import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `environments`: the stages that traces name. They are few: the list has no pages. */
export declare function environmentRoutes({ database, clock }: Pick<Resources, 'database' | 'clock'>): Router;
//# sourceMappingURL=environment-routes.d.ts.map
import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `projects`: create, read, change, delete, find by name, and what happened in them. */
export declare function projectRoutes({ database, projects, deletions, activity }: Resources): Router;
//# sourceMappingURL=project-routes.d.ts.map
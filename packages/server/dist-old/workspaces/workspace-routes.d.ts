import { Router } from 'express';
import type { Resources } from '../resources.ts';
/** `workspaces/configurations`: what is set for the principal's workspace. */
export declare function workspaceRoutes({ workspaces }: Pick<Resources, 'workspaces'>): Router;
//# sourceMappingURL=workspace-routes.d.ts.map
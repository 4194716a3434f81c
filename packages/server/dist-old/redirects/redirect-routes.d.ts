import { Router } from 'express';
/**
 * `session/redirect`: the links that Opik's SDKs print after the first trace, and for experiments. They lead to the admin page of this very
 * server, whatever their `path` says: so no link of ours leads elsewhere.
 */
export declare function redirectRoutes(): Router;
//# sourceMappingURL=redirect-routes.d.ts.map
import { Router } from 'express';
/** `openapi.json`: the document of the whole API, loaded and made when it is first asked for. */
export declare function openApiRoutes(): Router;
//# sourceMappingURL=openapi-routes.d.ts.map
import { Router } from 'express';
import { openApiDocument } from './document.ts';
import { OPERATIONS } from './operations.ts';

/** `openapi.json`: the document of the whole API, made when it is first asked for. */
export function openApiRoutes(): Router {
  const documents = new Map<string, object>();
  const router = Router();

  router.get('/openapi.json', (request, response) => {
    const mount = request.baseUrl.slice(0, -'/api'.length);
    const document = documents.get(mount) ?? openApiDocument(OPERATIONS, mount);
    // A host may mount at a path with parameters.
    if (documents.size < 10) documents.set(mount, document);
    response.json(document);
  });

  return router;
}

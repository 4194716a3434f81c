import { Router } from 'express';

/** `openapi.json`: the document of the whole API, loaded and made when it is first asked for. */
export function openApiRoutes(): Router {
  const documents = new Map<string, object>();
  const router = Router();

  router.get('/openapi.json', async (request, response) => {
    const mount = request.baseUrl.slice(0, -'/api'.length);
    const document = documents.get(mount) ?? (await make(mount));
    // A host may mount at a path with parameters.
    if (documents.size < 10) documents.set(mount, document);
    response.json(document);
  });

  return router;
}

async function make(mount: string): Promise<object> {
  const [{ openApiDocument }, { OPERATIONS }] = await Promise.all([import('./document.ts'), import('./operations.ts')]);
  return openApiDocument(OPERATIONS, mount);
}

import { json } from '../platform/http/answer.ts';
import { route, type Route } from '../platform/http/route.ts';

/** Maximum number of cached documents. A host may mount the server at a path with parameters. */
const MAX_DOCUMENTS = 10;

/** `openapi.json`: the document of the whole API, made when it is first requested. */
export function openApiRoute(routes: () => readonly Route[]): Route {
  const documents = new Map<string, object>();
  return route(
    {
      name: 'getOpenApiDocument',
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'The OpenAPI document',
      action: 'projects:read',
      answer: json(),
    },
    async ({ request }) => {
      const mount = request.baseUrl;
      const known = documents.get(mount);
      if (known) return known;
      const { openApiDocument } = await import('./document.ts');
      const document = openApiDocument(routes(), mount);
      if (documents.size < MAX_DOCUMENTS) documents.set(mount, document);
      return document;
    },
  );
}

import { Router } from 'express';
/** `openapi.json`: the document of the whole API, loaded and made when it is first asked for. */
export function openApiRoutes() {
    const documents = new Map();
    const router = Router();
    router.get('/openapi.json', async (request, response) => {
        const mount = request.baseUrl.slice(0, -'/api'.length);
        const document = documents.get(mount) ?? (await make(mount));
        // A host may mount at a path with parameters.
        if (documents.size < 10)
            documents.set(mount, document);
        response.json(document);
    });
    return router;
}
async function make(mount) {
    const [{ openApiDocument }, { OPERATIONS }] = await Promise.all([import('./document.js'), import('./operations.js')]);
    return openApiDocument(OPERATIONS, mount);
}
//# sourceMappingURL=openapi-routes.js.map
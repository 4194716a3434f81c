import { Router } from 'express';
import { z } from 'zod';
import { parse } from '../../platform/validation/parse.ts';
import { pathId } from '../../platform/validation/ids.ts';

/** What each link names, and where that is in the admin page. */
const LINKS = [
  { link: '/projects', id: 'trace_id', place: 'traces' },
  { link: '/experiments', id: 'experiment_id', place: 'experiments' },
  { link: '/datasets', id: 'dataset_id', place: 'datasets' },
  { link: '/optimizations', id: 'optimization_id', place: 'optimizations' },
] as const;

/**
 * `session/redirect`: the links that Opik's SDKs print after the first trace, and for experiments. They lead to the admin page of this very
 * server, whatever their `path` says: so no link of ours leads elsewhere.
 */
export function redirectRoutes(): Router {
  const router = Router();

  for (const { link, id, place } of LINKS) {
    const Query = z.object({ [id]: z.string() });
    router.get(link, (request, response) => {
      const query = parse(Query, request.query, 'the query');
      response.redirect(303, `${mountOf(request.baseUrl)}/${place}/${pathId(query[id])}`);
    });
  }

  return router;
}

/** Where the server is mounted, from where this router is. */
function mountOf(baseUrl: string): string {
  return baseUrl.slice(0, -'/api/v1/session/redirect'.length);
}

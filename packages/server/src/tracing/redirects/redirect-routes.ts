import { z } from 'zod';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';

/** What each link names, and the page of the admin that shows it. */
const LINKS = [
  { link: 'projects', id: 'trace_id', page: 'traces', name: 'redirectToTrace' },
  { link: 'experiments', id: 'experiment_id', page: 'experiments', name: 'redirectToExperiment' },
  { link: 'datasets', id: 'dataset_id', page: 'datasets', name: 'redirectToDataset' },
  { link: 'optimizations', id: 'optimization_id', page: 'optimizations', name: 'redirectToOptimization' },
] as const;

/**
 * `session/redirect`: the links that Opik's SDKs print after the first trace, and for experiments. They lead to the admin
 * page of this very server, whatever their `path` is: so no link of ours leads elsewhere.
 */
export function redirectRoutes(): Route[] {
  return LINKS.map(({ link, id, page, name }) =>
    route(
      {
        name,
        method: 'GET',
        path: `/api/v1/session/redirect/${link}`,
        summary: 'A link that an SDK prints: leads to the admin page',
        action: 'traces:read',
        query: z
          .object({ [id]: z.string() })
          .extend({ path: z.unknown().optional().describe('What the SDK sends; it is not used') }),
        answer: { kind: 'own', status: 303, description: 'Location is the page' },
      },
      ({ query, request, response }) => {
        response.redirect(303, `${request.baseUrl}/${page}/${pathId(query[id])}`);
      },
    ),
  );
}

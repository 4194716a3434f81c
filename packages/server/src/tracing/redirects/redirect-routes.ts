import { z } from 'zod';
import { pathToMount } from '../../platform/http/path-to-mount.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';

/** Parameter of each link, and the admin page that shows it. */
const LINKS = [
  { link: 'projects', id: 'trace_id', page: 'traces', name: 'redirectToTrace' },
  { link: 'experiments', id: 'experiment_id', page: 'experiments', name: 'redirectToExperiment' },
  { link: 'datasets', id: 'dataset_id', page: 'datasets', name: 'redirectToDataset' },
  { link: 'optimizations', id: 'optimization_id', page: 'optimizations', name: 'redirectToOptimization' },
] as const;

/**
 * Routes of `session/redirect`: the links that Opik's SDKs print after the first trace, and for experiments. They lead
 * to the admin page of this server, whatever their `path` is, so that no link of ours leads to another site. They are
 * relative, because a proxy may add or strip a prefix of the path.
 */
export function redirectRoutes(): Route[] {
  return LINKS.map(({ link, id, page, name }) =>
    route(
      {
        name,
        method: 'GET',
        path: `/api/v1/session/redirect/${link}`,
        summary: 'Redirect a link of an SDK to the admin page',
        action: 'traces:read',
        query: z
          .object({ [id]: z.string() })
          .extend({ path: z.unknown().optional().describe('What the SDK sends; it is not used') }),
        answer: { kind: 'own', status: 303, description: 'Location is the page' },
      },
      ({ query, request, response }) => {
        response.redirect(303, `${pathToMount(request.path)}${page}/${pathId(query[id])}`);
      },
    ),
  );
}

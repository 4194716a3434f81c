import { Router } from 'express';
import { principalOf } from '../auth/authenticate.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { parse } from '../validation/parse.ts';
import { WorkspaceConfiguration } from './workspace-configuration.ts';
import type { WorkspaceConfigurations } from './workspace-configuration.ts';

/** `workspaces/configurations`: what is set for the principal's workspace. */
export function workspaceRoutes({ workspaces }: { workspaces: WorkspaceConfigurations }): Router {
  const router = Router();

  router.get('/configurations', async (request, response) => {
    const configuration = await workspaces.get(principalOf(request));
    if (!configuration)
      throw new VitrineError('not_found', 'nothing is configured for this workspace; the defaults hold');
    response.json(configuration);
  });

  router.put('/configurations', async (request, response) => {
    const configuration = parse(WorkspaceConfiguration, request.body);
    await workspaces.put(principalOf(request), configuration);
    response.json(configuration);
  });

  router.delete('/configurations', async (request, response) => {
    await workspaces.delete(principalOf(request));
    response.status(204).end();
  });

  return router;
}

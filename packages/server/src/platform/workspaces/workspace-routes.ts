import { VitrineError } from '../errors/vitrine-error.ts';
import { json } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import { WorkspaceConfiguration, type WorkspaceConfigurations } from './workspace-configuration.ts';

const PATH = '/api/v1/private/workspaces/configurations';

/** `workspaces/configurations`: what is set for the caller's workspace. */
export function workspaceRoutes({ workspaces }: { workspaces: WorkspaceConfigurations }): Route[] {
  return [
    route(
      {
        name: 'getWorkspaceConfiguration',
        method: 'GET',
        path: PATH,
        summary: 'What is set for the workspace',
        action: 'settings:read',
        answer: json(WorkspaceConfiguration),
      },
      async ({ principal }) => {
        const configuration = await workspaces.get(principal);
        if (configuration) return configuration;
        throw new VitrineError('not_found', 'nothing is configured for this workspace; the defaults hold');
      },
    ),
    route(
      {
        name: 'setWorkspaceConfiguration',
        method: 'PUT',
        path: PATH,
        summary: 'Set it',
        action: 'settings:write',
        body: WorkspaceConfiguration,
        answer: json(WorkspaceConfiguration),
      },
      async ({ principal, body }) => {
        await workspaces.put(principal, body);
        return body;
      },
    ),
    route(
      {
        name: 'deleteWorkspaceConfiguration',
        method: 'DELETE',
        path: PATH,
        summary: 'Go back to the defaults',
        action: 'settings:write',
      },
      ({ principal }) => workspaces.delete(principal),
    ),
  ];
}

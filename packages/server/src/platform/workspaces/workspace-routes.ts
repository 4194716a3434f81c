import { VitrineError } from '../errors/vitrine-error.ts';
import { json } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import { WorkspaceConfiguration, type WorkspaceConfigurations } from './workspace-configuration.ts';

const PATH = '/api/v1/private/workspaces/configurations';

/** `workspaces/configurations`: the settings of the caller's workspace. */
export function workspaceRoutes({ workspaces }: { workspaces: WorkspaceConfigurations }): Route[] {
  return [
    route(
      {
        name: 'getWorkspaceConfiguration',
        method: 'GET',
        path: PATH,
        summary: 'Read the settings of the workspace',
        action: 'settings:read',
        answer: json(WorkspaceConfiguration),
      },
      async ({ principal }) => {
        const configuration = await workspaces.get(principal);
        if (configuration) return configuration;
        throw new VitrineError('not_found', 'this workspace has no configuration; the defaults apply');
      },
    ),
    route(
      {
        name: 'setWorkspaceConfiguration',
        method: 'PUT',
        path: PATH,
        summary: 'Replace the settings of the workspace',
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
        summary: 'Reset the workspace to the default settings',
        action: 'settings:write',
      },
      ({ principal }) => workspaces.delete(principal),
    ),
  ];
}

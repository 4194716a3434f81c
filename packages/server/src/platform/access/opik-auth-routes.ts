import { z } from 'zod';
import { json } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import { ACTIONS } from '../auth/action.ts';

const WorkspaceAnswer = z.object({ workspace_name: z.string() });
const PermissionsAnswer = z.object({
  userName: z.string(),
  workspaceName: z.string(),
  permissions: z.array(z.object({ permissionName: z.string(), permissionValue: z.enum(['true', 'false']) })),
});

/** Opik's routes about the caller: whether it gets in, and what it may do. */
export function opikAuthRoutes(): Route[] {
  return [
    route(
      {
        name: 'checkAccess',
        method: 'POST',
        path: '/api/v1/private/auth',
        summary: 'Whether the caller gets in',
        action: 'access:read',
      },
      () => undefined,
    ),
    route(
      {
        name: 'getWorkspaceName',
        method: 'GET',
        path: '/api/v1/private/auth/workspace',
        summary: "The caller's workspace",
        action: 'access:read',
        answer: json(WorkspaceAnswer),
      },
      ({ principal }) => ({ workspace_name: principal.workspace }),
    ),
    route(
      {
        name: 'getWorkspaceUserPermissions',
        method: 'GET',
        path: '/api/v1/private/workspace-permissions',
        summary: 'What the caller may do',
        action: 'access:read',
        answer: json(PermissionsAnswer),
      },
      ({ principal }) => ({
        userName: principal.subject,
        workspaceName: principal.workspace,
        permissions: ACTIONS.map((action) => ({
          permissionName: action,
          permissionValue: principal.actions.has(action) ? ('true' as const) : ('false' as const),
        })),
      }),
    ),
  ];
}

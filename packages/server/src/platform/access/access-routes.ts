import { z } from 'zod';
import type { AuthMode } from '../auth/auth-options.ts';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { json } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { ApiKey } from './api-keys.ts';
import { createKey, KeyWrite, type KeyParts } from './key-write.ts';

const PATH = '/api/v1/access';

const KeyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  workspaces: z.array(z.string()),
  projects: z.union([z.literal('all'), z.array(z.string())]),
  actions: z.array(z.string()),
  origins: z.array(z.string()),
  expires_at: z.string(),
  created_at: z.string(),
  created_by: z.string(),
  used_at: z.string().nullable(),
});
type KeyAnswer = z.infer<typeof KeyAnswer>;

const KeysAnswer = z.object({ keys: z.array(KeyAnswer) });
/** The key itself is in this answer only. */
const NewKeyAnswer = z.object({ id: z.string(), key: z.string() });

const WorkspacesAnswer = z.object({ workspaces: z.array(z.object({ name: z.string() })) });
const WorkspaceWrite = z.strictObject({ name: z.string() });

const AccessAnswer = z.object({
  /** Who gets in without a key or token: `closed` (nobody), `hook`, `local` or `none` (everybody). */
  mode: z.enum(['closed', 'hook', 'local', 'none']),
  caller: z.object({ kind: z.string(), subject: z.string(), workspace: z.string(), actions: z.array(z.string()) }),
});

/** Dependencies of {@link accessRoutes}. */
export interface AccessParts extends KeyParts {
  mode: AuthMode;
}

/** Routes about who may come in: the caller itself, API keys and workspaces. */
export function accessRoutes({ keys, workspaceNames, mode, projectId }: AccessParts): Route[] {
  return [
    route(
      {
        name: 'getAccess',
        method: 'GET',
        path: PATH,
        summary: 'Who the caller is, and who gets in',
        action: 'access:read',
        answer: json(AccessAnswer),
      },
      ({ principal: { kind, subject, workspace, actions } }) => ({
        mode,
        caller: { kind, subject, workspace, actions: [...actions] },
      }),
    ),
    route(
      {
        name: 'listKeys',
        method: 'GET',
        path: `${PATH}/keys`,
        summary: 'API keys, without their secrets',
        action: 'keys:manage',
        answer: json(KeysAnswer),
      },
      async ({ principal }) => {
        const all = await keys.list();
        return { keys: all.filter((key) => mayManage(principal, key)).map(toAnswer) };
      },
    ),
    route(
      {
        name: 'createKey',
        method: 'POST',
        path: `${PATH}/keys`,
        summary: 'Create an API key; the answer shows it once',
        action: 'keys:manage',
        body: KeyWrite,
        answer: json(NewKeyAnswer),
      },
      ({ principal, body }) => createKey({ keys, workspaceNames, projectId }, principal, body),
    ),
    route(
      {
        name: 'revokeKey',
        method: 'DELETE',
        path: `${PATH}/keys/:id`,
        summary: 'Revoke an API key',
        action: 'keys:manage',
      },
      async ({ principal, params }) => {
        const id = params['id'] ?? '';
        const key = (await keys.list()).find((each) => each.id === id);
        if (!key || !mayManage(principal, key)) throw new VitrineError('not_found', `there is no API key ${id}`);
        await keys.revoke(principal, id);
      },
    ),
    route(
      {
        name: 'listWorkspaces',
        method: 'GET',
        path: `${PATH}/workspaces`,
        summary: 'The workspaces of the server',
        action: 'workspaces:manage',
        answer: json(WorkspacesAnswer),
      },
      async () => ({ workspaces: (await workspaceNames.list()).map((name) => ({ name })) }),
    ),
    route(
      {
        name: 'createWorkspace',
        method: 'POST',
        path: `${PATH}/workspaces`,
        summary: 'Create a workspace',
        action: 'workspaces:manage',
        body: WorkspaceWrite,
      },
      ({ principal, body }) => workspaceNames.create(principal, body.name),
    ),
  ];
}

/** Whether a caller may see and revoke a key: it belongs to the caller's workspace alone, or the caller manages all. */
function mayManage({ actions, workspace, scope }: Principal, { body }: ApiKey): boolean {
  if (actions.has('workspaces:manage')) return true;
  const isOfProjects =
    scope.projects === 'all' || (body.projects !== 'all' && body.projects.every((id) => scope.projects.includes(id)));
  return isOfProjects && body.workspaces.every((each) => each === workspace);
}

function toAnswer({ id, name, body, created_at, created_by, used_at }: ApiKey & { used_at: string | null }): KeyAnswer {
  const { workspaces, projects, actions, origins, expires_at } = body;
  return { id, name, workspaces, projects, actions, origins, expires_at, created_at, created_by, used_at };
}

import { z } from 'zod';
import { ACTIONS } from '../auth/action.ts';
import type { AuthMode } from '../auth/auth-options.ts';
import { Origin } from '../auth/origin.ts';
import { ROLE_NAMES, ROLES } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { json } from '../http/answer.ts';
import { route, type Route } from '../http/route.ts';
import type { ApiKey, ApiKeys, KeyGrant } from './api-keys.ts';
import type { WorkspaceNames } from './workspace-names.ts';

const PATH = '/api/v1/access';

/** Default and maximum life of a key, in days. */
const KEY_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1_000;

const KeyWrite = z.strictObject({
  /** What the key is for; it becomes the author of what the key writes. */
  name: z.string().trim().min(1).max(100),
  /** A role, whose actions the key gets. */
  role: z.enum(ROLE_NAMES).optional(),
  /** Actions, instead of a role. */
  actions: z.array(z.enum(ACTIONS)).min(1).optional(),
  /** Workspaces; the caller's if left out. */
  workspaces: z.array(z.string()).min(1).max(100).optional(),
  /** Names of projects; all projects if left out. */
  projects: z.array(z.string().min(1)).min(1).max(100).optional(),
  /** Origins of web pages that may use it; programs only if left out. */
  origins: z.array(Origin).max(20).default([]),
  /** Life of the key, in days. */
  days: z.number().int().min(1).max(3_650).default(KEY_DAYS),
});

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
export interface AccessParts {
  keys: ApiKeys;
  workspaceNames: WorkspaceNames;
  mode: AuthMode;
  /** Returns the id of a project of a workspace by its name, which is created if it does not exist. */
  projectId: (principal: Principal, name: string) => Promise<string>;
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
      async ({ principal, body }) => keys.create(principal, await grantOf(principal, body)),
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

  /** Checks that a key allows nothing that its maker may not do. */
  async function grantOf(principal: Principal, write: z.output<typeof KeyWrite>): Promise<KeyGrant> {
    const { name, role, actions, origins, days, workspaces = [principal.workspace], projects } = write;
    if ((role === undefined) === (actions === undefined)) throw fault('role', 'expected either a role or actions');
    const asked = role ? [...ROLES[role]] : (actions ?? []);
    const beyond = asked.find((action) => !principal.actions.has(action));
    if (beyond)
      throw fault(role ? 'role' : 'actions', `you may not give the permission ${beyond}, which you do not have`);
    for (const workspace of workspaces) {
      const isOwn = workspace === principal.workspace || principal.actions.has('workspaces:manage');
      if (!isOwn || !(await workspaceNames.has(workspace))) {
        throw fault('workspaces', `you may not use a workspace "${workspace}"`);
      }
    }
    if (projects && workspaces.length > 1)
      throw fault('projects', 'a key of several workspaces has all of their projects');
    const [workspace = principal.workspace] = workspaces;
    const maker = { ...principal, workspace };
    const { scope } = principal;
    if (!projects && scope.projects !== 'all')
      throw fault('projects', 'expected projects, because you may not use all');
    return {
      name,
      workspaces,
      actions: asked,
      projects: projects ? await Promise.all(projects.map((each) => projectId(maker, each))) : 'all',
      origins,
      expires_at: new Date(Date.now() + days * DAY_MS).toISOString(),
    };
  }
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

function fault(path: string, message: string): VitrineError {
  return new VitrineError('invalid', `${path}: ${message}`, { errors: [{ path, message }] });
}

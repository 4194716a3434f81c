import { z } from 'zod';
import { ACTIONS } from '../auth/action.ts';
import { Origin } from '../auth/origin.ts';
import { ROLE_NAMES, ROLES } from '../auth/permissions.ts';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { ApiKeys, KeyGrant } from './api-keys.ts';
import type { WorkspaceNames } from './workspace-names.ts';

/** Default and maximum life of a key, in days. */
const KEY_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A new key, as its maker describes it. */
export const KeyWrite = z.strictObject({
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
export type KeyWrite = z.output<typeof KeyWrite>;

/** Dependencies of {@link createKey}. */
export interface KeyParts {
  keys: ApiKeys;
  workspaceNames: WorkspaceNames;
  /** Returns the id of a project of a workspace by its name, which is created if it does not exist. */
  projectId: (principal: Principal, name: string) => Promise<string>;
}

/**
 * Creates a key.
 *
 * @throws {VitrineError} `invalid` if it would allow something that its maker may not do
 */
export async function createKey(
  parts: KeyParts,
  principal: Principal,
  write: KeyWrite,
): Promise<{ id: string; key: string }> {
  return parts.keys.create(principal, await grantOf(parts, principal, write));
}

/** Checks that a key allows nothing that its maker may not do. */
async function grantOf(
  { workspaceNames, projectId }: KeyParts,
  principal: Principal,
  write: KeyWrite,
): Promise<KeyGrant> {
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
  if (!projects && scope.projects !== 'all') throw fault('projects', 'expected projects, because you may not use all');
  return {
    name,
    workspaces,
    actions: asked,
    projects: projects ? await Promise.all(projects.map((each) => projectId(maker, each))) : 'all',
    origins,
    expires_at: new Date(Date.now() + days * DAY_MS).toISOString(),
  };
}

function fault(path: string, message: string): VitrineError {
  return new VitrineError('invalid', `${path}: ${message}`, { errors: [{ path, message }] });
}

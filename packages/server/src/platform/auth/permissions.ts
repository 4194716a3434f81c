import { ACTIONS, type Action } from './action.ts';

/** Roles of people, from the most powerful to the least, and `ingest` for apps that only send traces. */
export const ROLE_NAMES = ['admin', 'manage', 'write', 'annotate', 'read', 'ingest'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** Who the caller is, and what it may do. */
const SELF = ['access:read'] as const satisfies Action[];

const READ = [
  'attachments:read',
  'definitions:read',
  'environments:read',
  'prices:read',
  'projects:read',
  'retention:read',
  'series:read',
  'settings:read',
  'threads:read',
  'traces:read',
] as const satisfies Action[];

const INGEST = [
  'attachments:write',
  'definitions:write',
  'environments:write',
  'projects:create',
  'threads:status',
  'traces:write',
] as const satisfies Action[];

/** Own scores and comments, and tags. */
const ANNOTATE = ['comments:write', 'scores:write', 'traces:tag'] as const satisfies Action[];

const WRITE = ['attachments:delete', 'ingest:read', 'metrics:read', 'traces:delete'] as const satisfies Action[];

const MANAGE = [
  'comments:moderate',
  'embed:mint',
  'embed:revoke',
  'keys:manage',
  'prices:write',
  'projects:change',
  'projects:delete',
  'retention:write',
  'scores:moderate',
  'settings:write',
] as const satisfies Action[];

/**
 * The built-in roles: the one table of what each may do. `admin` also manages workspaces, and may be in all of them.
 *
 * @see docs/security.md
 */
export const ROLES: Readonly<Record<RoleName, ReadonlySet<Action>>> = {
  admin: new Set(ACTIONS),
  manage: new Set([...SELF, ...READ, ...INGEST, ...ANNOTATE, ...WRITE, ...MANAGE]),
  write: new Set([...SELF, ...READ, ...INGEST, ...ANNOTATE, ...WRITE]),
  annotate: new Set([...SELF, ...READ, ...ANNOTATE]),
  read: new Set([...SELF, ...READ]),
  ingest: new Set([...SELF, ...INGEST, 'scores:write']),
};

/** What an embed token can allow: `read`, and `feedback` for the subject's own scores. */
export const EMBED_ACTIONS = ['read', 'feedback'] as const;
export type EmbedAction = (typeof EMBED_ACTIONS)[number];

/** Actions behind each action of an embed token. They apply to the view API only. */
export const EMBED_GRANTS: Readonly<Record<EmbedAction, readonly Action[]>> = {
  read: ['attachments:read', 'projects:read', 'series:read', 'threads:read', 'traces:read'],
  feedback: ['scores:write'],
};

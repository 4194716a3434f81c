import type { Action } from './action.ts';
import type { Fields } from './fields.ts';
import { ROLES } from './permissions.ts';
import { WHOLE, type Scope } from '../../storage/database/scope.ts';

/**
 * How a caller was identified:
 *
 * - `server`: the server itself, and the SDK client that writes directly into it;
 * - `local`: a program or person on the same machine, in local mode; `open`: anybody, if `auth` is `none`;
 * - `key`: an API key; `embed`, `feedback`: a token for a page of a product;
 * - `host`: the host's hook `authorize`.
 */
type PrincipalKind = 'server' | 'local' | 'open' | 'key' | 'embed' | 'feedback' | 'host';

/** Sender of a request, and what it may do and see. It is determined once for each request. */
export interface Principal {
  kind: PrincipalKind;
  /** Id of the key or token; the subject if there is none. It identifies the caller in logs. */
  id: string;
  workspace: string;
  /** Author of its writes; `admin` if the caller has no name. Power comes from `actions`, never from this name. */
  subject: string;
  actions: ReadonlySet<Action>;
  scope: Scope;
  /** What it may see of the entities in its scope; everything if left out. */
  fields?: Fields;
  /** Scores that a token may give: their names, and their values if these are fixed. */
  feedback?: { names: readonly string[]; values?: readonly number[] };
  /** Origins of the web pages that may use its credentials; every page may if there are none. */
  origins?: readonly string[];
  /**
   * Whether the credentials come along without the page's doing, such as a cookie. Such requests are checked for their
   * origin.
   */
  ambient: boolean;
  /** End of the credentials, in ms since the epoch; undefined if they have none. */
  expiresAt?: number;
}

/** The workspace of a server without further ones. */
export const DEFAULT_WORKSPACE = 'default';

/** Author of writes without a named sender. */
const ADMIN = 'admin';

/** Returns a principal that may do everything in a workspace. */
export function admin(kind: 'server' | 'local' | 'open', workspace: string): Principal {
  return {
    kind,
    id: kind,
    workspace,
    subject: ADMIN,
    actions: ROLES.admin,
    scope: WHOLE,
    ambient: kind !== 'server',
  };
}

/** Returns the principal of the server itself in a workspace, for work that it does for an author or on its own. */
export function serverPrincipal(workspace: string, subject = ADMIN): Principal {
  return { ...admin('server', workspace), subject };
}

/** Principal of the SDK client that writes directly into the server. */
export const SERVER_PRINCIPAL: Principal = serverPrincipal(DEFAULT_WORKSPACE);

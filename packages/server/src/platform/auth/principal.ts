/** Who a request is from and what it may see: found once, where the request comes in. */
export interface Principal {
  workspace: string;
  /** The author of what it writes; `admin` where nobody is named. */
  subject: string;
}

/** The one workspace of a server that has no others. */
export const DEFAULT_WORKSPACE = 'default';

/** The author of what nobody in particular writes. */
export const ADMIN = 'admin';

/** The server itself, and the SDK client that is wired into it. */
export const SERVER_PRINCIPAL: Principal = { workspace: DEFAULT_WORKSPACE, subject: ADMIN };

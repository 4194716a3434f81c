/** Sender of a request and the workspace that it may use. It is determined once for each request. */
export interface Principal {
  workspace: string;
  /** Author of its writes; `admin` if the sender has no name. */
  subject: string;
}

/** The only workspace of a server without further ones. */
export const DEFAULT_WORKSPACE = 'default';

/** Author of writes without a named sender. */
export const ADMIN = 'admin';

/** Principal of the server itself, and of the SDK client that writes directly into it. */
export const SERVER_PRINCIPAL: Principal = { workspace: DEFAULT_WORKSPACE, subject: ADMIN };

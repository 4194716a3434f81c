/** The one workspace of a server that has no others. */
export const DEFAULT_WORKSPACE = 'default';
/** The author of what nobody in particular writes. */
export const ADMIN = 'admin';
/** The server itself, and the SDK client that is wired into it. */
export const SERVER_PRINCIPAL = { workspace: DEFAULT_WORKSPACE, subject: ADMIN };
//# sourceMappingURL=principal.js.map
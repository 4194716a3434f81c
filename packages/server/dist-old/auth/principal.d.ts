/** Who a request is from and what it may see: found once, where the request comes in. */
export interface Principal {
    workspace: string;
    /** The author of what it writes; `admin` where nobody is named. */
    subject: string;
}
/** The one workspace of a server that has no others. */
export declare const DEFAULT_WORKSPACE = "default";
/** The author of what nobody in particular writes. */
export declare const ADMIN = "admin";
/** The server itself, and the SDK client that is wired into it. */
export declare const SERVER_PRINCIPAL: Principal;
//# sourceMappingURL=principal.d.ts.map
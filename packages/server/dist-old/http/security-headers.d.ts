import type { RequestHandler } from 'express';
/** Sets them, and takes away what a host's Express adds to every answer. */
export declare const securityHeaders: RequestHandler;
//# sourceMappingURL=security-headers.d.ts.map
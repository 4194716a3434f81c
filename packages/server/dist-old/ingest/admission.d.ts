import type { RequestHandler } from 'express';
import { ApiError } from '../http/api-error.ts';
import type { Accounting } from './accounting.ts';
/** The answer to who comes when there is no room. */
export declare function overloaded(): ApiError;
/** Turns a body away before it is read where there is no room for it, and keeps the room of the others until they are answered. */
export declare function admit(accounting: Accounting): RequestHandler;
//# sourceMappingURL=admission.d.ts.map
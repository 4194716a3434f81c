import type { Request, RequestHandler } from 'express';
import type { Options } from '../options.ts';
import { type Principal } from './principal.ts';
/** Finds out who a request is from, or answers 401 with the option that would let it in. */
export declare function authenticate({ auth, authorize }: Pick<Options, 'auth' | 'authorize'>): RequestHandler;
/** Who the request is from. */
export declare function principalOf(request: Request): Principal;
//# sourceMappingURL=authenticate.d.ts.map
import type { Request, RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { AuthOptions } from './auth-options.ts';
import { isFromLoopback } from './loopback.ts';
import { ADMIN, DEFAULT_WORKSPACE, type Principal } from './principal.ts';

const principals = new WeakMap<Request, Principal>();

/** Identifies the sender of each request, or responds with 401 and names the option that would grant access. */
export function authenticate({ auth, authorize }: AuthOptions): RequestHandler {
  return async (request, _response, next) => {
    principals.set(request, await principalOf(request));
    next();
  };

  async function principalOf(request: Request): Promise<Principal> {
    if (authorize) {
      const visitor = await authorize(request);
      if (!visitor)
        throw new VitrineError('unauthenticated', "the host's authorize hook returned no visitor for this request");
      return { workspace: DEFAULT_WORKSPACE, subject: visitor.subject };
    }
    if (auth === 'none' || isFromLoopback(request)) return { workspace: DEFAULT_WORKSPACE, subject: ADMIN };
    throw new VitrineError(
      'unauthenticated',
      'this Vitrine accepts only requests from its own machine that did not pass a proxy; ' +
        "set the option authorize (or auth: 'none', VITRINE_AUTH=none) to accept others",
    );
  }
}

/** Returns the sender of a request. */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (!principal) throw new VitrineError('unauthenticated', 'the sender of this request is unknown');
  return principal;
}

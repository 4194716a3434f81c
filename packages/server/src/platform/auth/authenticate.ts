import type { Request, RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { AuthOptions } from './auth-options.ts';
import { isFromLoopback } from './loopback.ts';
import { ADMIN, DEFAULT_WORKSPACE, type Principal } from './principal.ts';

const principals = new WeakMap<Request, Principal>();

/** Finds out who a request is from, or answers 401 with the option that would let it in. */
export function authenticate({ auth, authorize }: AuthOptions): RequestHandler {
  return async (request, _response, next) => {
    principals.set(request, await principalOf(request));
    next();
  };

  async function principalOf(request: Request): Promise<Principal> {
    if (authorize) {
      const visitor = await authorize(request);
      if (!visitor)
        throw new VitrineError('unauthenticated', "the host's authorize hook let nobody in for this request");
      return { workspace: DEFAULT_WORKSPACE, subject: visitor.subject };
    }
    if (auth === 'none' || isFromLoopback(request)) return { workspace: DEFAULT_WORKSPACE, subject: ADMIN };
    throw new VitrineError(
      'unauthenticated',
      'this Vitrine lets in only requests from its own machine that came through no proxy; ' +
        "set the option authorize (or auth: 'none', VITRINE_AUTH=none) to let others in",
    );
  }
}

/** Who the request is from. */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (!principal) throw new VitrineError('unauthenticated', 'nobody is known to have sent this request');
  return principal;
}

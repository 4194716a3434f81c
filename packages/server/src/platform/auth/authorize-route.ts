import type { Request, RequestHandler, Response } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { Action } from './action.ts';
import type { Principal } from './principal.ts';

/** What a route declares about those who may call it. */
export interface Guarded {
  action: Action;
  /** Path below the mount, as it is declared. */
  path: string;
  /** Whether it can answer a caller that sees only some fields. */
  showsFields: boolean;
}

/** Returns the sender of a request to a route. Throws if it is unknown or may not do what the route does. */
export type Admit = (request: Request, response: Response, route: Guarded) => Promise<Principal>;

/** Prefix of the declared paths on which embed and feedback tokens are accepted. */
const VIEW = '/api/v1/view/';

const principals = new WeakMap<Request, Principal>();

/** Identifies the sender of a request to a route, and refuses one that may not do what the route does. */
export function authorizeRoute(admit: Admit, route: Guarded): RequestHandler {
  return async (request, response, next) => {
    const principal = await admit(request, response, route);
    checkAction(principal, route);
    principals.set(request, principal);
    next();
  };
}

/** @throws {VitrineError} `forbidden` if a principal may not do what a route does */
function checkAction(principal: Principal, { action, path, showsFields }: Guarded): void {
  const isToken = principal.kind === 'embed' || principal.kind === 'feedback';
  if (isToken && !path.startsWith(VIEW)) {
    throw new VitrineError('forbidden', `a token for a page is accepted below ${VIEW} only`);
  }
  if (!principal.actions.has(action)) throw new VitrineError('forbidden', `this needs the permission ${action}`);
  if (principal.fields && !showsFields) {
    throw new VitrineError('forbidden', 'this does not answer callers that may see only some fields');
  }
}

/**
 * Returns the sender of a request.
 *
 * @throws if the route has not declared an action that the sender may do, so that a forgotten check lets nobody in
 */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error('the sender of this request was not identified, or its action was not checked');
  return principal;
}

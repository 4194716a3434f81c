import type { Request, RequestHandler, Response } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import { authorizationOf } from '../auth/authorization.ts';
import type { Guarded } from '../auth/authorize-route.ts';
import { checkOrigin } from '../auth/origin-check.ts';
import type { Principal } from '../auth/principal.ts';
import type { Authenticator } from './authenticate.ts';
import type { Cors } from './cors.ts';
import type { RateLimits } from './rate-limits.ts';

/** Dependencies of {@link Gate}. */
interface GateParts {
  authenticator: Authenticator;
  cors: Cors;
  limits: RateLimits;
  /** Origins of the product's pages. */
  origins: readonly string[];
}

/** What each request passes before its route: who sent it, from which page, and how often. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Returns the sender of a request. The action of the route is checked afterwards. */
  async admit(request: Request, response: Response, { action }: Guarded): Promise<Principal> {
    const { cors, limits, origins } = this.#parts;
    const principal = await this.identify(request, response);
    cors.allow(request, response, principal);
    if (principal.ambient) checkOrigin(request, origins);
    for (const limit of limits.of(request, principal, action)) await passed(limit, request, response);
    return principal;
  }

  /** Returns the sender of a request to no route. */
  async identify(request: Request, response: Response): Promise<Principal> {
    const { authenticator, cors, limits } = this.#parts;
    try {
      return await authenticator.identify(request);
    } catch (error) {
      if (!(error instanceof VitrineError) || error.code !== 'unauthenticated') throw error;
      cors.allowRefusal(request, response);
      const { kind } = authorizationOf(request);
      if (kind === 'key' || kind === 'token') await passed(limits.refused, request, response);
      throw error;
    }
  }
}

/** Waits until middleware goes on. Rejects with its error. */
function passed(middleware: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}

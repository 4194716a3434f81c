import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import type { Registry } from './registry.ts';

/** How long a browser may remember the answer to a preflight, in seconds. */
const MAX_AGE_S = 600;
const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'Authorization, Content-Type, Comet-Workspace';

/**
 * Decides which pages of other origins may read answers. Their origins are exact, and credentials of the browser are never
 * allowed.
 */
export class Cors {
  readonly #origins: readonly string[];
  readonly #registry: Registry;

  /** @param origins origins of the product's pages */
  constructor(origins: readonly string[], registry: Registry) {
    this.#origins = origins;
    this.#registry = registry;
  }

  /** Answers preflights. */
  readonly preflight: RequestHandler = async (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (request.method !== 'OPTIONS' || origin === undefined) {
      next();
      return;
    }
    await this.#registry.ready();
    if (!this.#isKnown(origin)) throw new VitrineError('forbidden', `pages of ${origin} are not in the option origins`);
    response
      .set('Access-Control-Allow-Origin', origin)
      .set('Access-Control-Allow-Methods', METHODS)
      .set('Access-Control-Allow-Headers', HEADERS)
      .set('Access-Control-Max-Age', String(MAX_AGE_S))
      .status(204)
      .end();
  };

  /** Lets the page that sent a request read its answer, if it is a page of the caller's own origins. */
  allow({ headers: { origin } }: Request, response: Response, principal: Principal): void {
    if (origin === undefined) return;
    const own = principal.origins?.length ? principal.origins : principal.ambient ? this.#origins : this.#pages();
    if (own.includes(origin)) response.set('Access-Control-Allow-Origin', origin);
  }

  /** Lets a page read that its key or token was refused. The answer contains nothing else. */
  allowRefusal({ headers: { origin } }: Request, response: Response): void {
    if (origin !== undefined && this.#isKnown(origin)) response.set('Access-Control-Allow-Origin', origin);
  }

  #isKnown(origin: string): boolean {
    const ofKeys = this.#registry.list('api_key').flatMap(({ body }) => body.origins);
    return [...this.#pages(), ...ofKeys].includes(origin);
  }

  /** Returns the origins of pages that may use tokens which name no origins. */
  #pages(): string[] {
    const ofSecrets = this.#registry.list('embed_secret').flatMap(({ body }) => body.origins);
    return [...this.#origins, ...ofSecrets];
  }
}

import type { Request, RequestHandler } from 'express';
import { rateLimit, type Store } from 'express-rate-limit';
import type { Action } from '../auth/action.ts';
import type { Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { Places } from './places.ts';

const MINUTE_MS = 60_000;

/** Maximum number of requests a minute, by what they are. */
export const LIMITS = {
  /** Of one embed token. */
  embed: 300,
  /** Searches, filtered lists and charts of one embed token, which read many rows. */
  embedSearch: 30,
  /** Scores of one embed or feedback token. */
  feedback: 30,
  /** Of one API key, except writes of traces, which are limited by the memory for writes. */
  key: 1_200,
  /** Requests with a wrong key or token, from one address. */
  refused: 60,
} as const;
type Limit = keyof typeof LIMITS;

/** Number of requests of one caller that are answered at the same time. More wait for their turn. */
const AT_ONCE = { embed: 4, key: 16 } as const;

/** Creates the store of a limit, for servers that share their limits. See the stores of `express-rate-limit`. */
export type StoreOf = (limit: string) => Store;

const WRITES: ReadonlySet<Action> = new Set<Action>(['attachments:write', 'scores:write', 'traces:write']);
const SEARCHES = ['filters', 'search'];

/** Limits how often callers that are not trusted with everything may ask. */
export class RateLimits {
  readonly #limiters: Record<Limit, RequestHandler>;
  readonly #places = new Places();
  readonly #principals = new WeakMap<Request, Principal>();

  /** @param storeOf where the counts are kept; in memory if left out */
  constructor(storeOf?: StoreOf) {
    const limiterOf = (limit: Limit, keyOf: (request: Request) => string): RequestHandler =>
      rateLimit({
        windowMs: MINUTE_MS,
        limit: LIMITS[limit],
        keyGenerator: keyOf,
        legacyHeaders: false,
        standardHeaders: false,
        validate: false,
        handler: (_request, _response, next) => next(tooMany(limit)),
        ...(storeOf && { store: storeOf(limit) }),
      });
    const ofCaller = (request: Request): string => this.#principals.get(request)?.id ?? '';
    this.#limiters = {
      embed: limiterOf('embed', ofCaller),
      embedSearch: limiterOf('embedSearch', ofCaller),
      feedback: limiterOf('feedback', ofCaller),
      key: limiterOf('key', ofCaller),
      refused: limiterOf('refused', ({ socket }) => socket.remoteAddress ?? ''),
    };
  }

  /** Returns the limits that apply to a request of a caller. */
  of(request: Request, principal: Principal, action: Action): RequestHandler[] {
    const { kind, id } = principal;
    if (kind !== 'embed' && kind !== 'feedback' && kind !== 'key') return [];
    this.#principals.set(request, principal);
    const places = kind === 'key' ? AT_ONCE.key : AT_ONCE.embed;
    const atOnce: RequestHandler = (_request, response, next) => {
      this.#places.take(id, places, response, next);
    };
    if (kind === 'key') return WRITES.has(action) ? [] : [this.#limiters.key, atOnce];
    const limits = [this.#limiters.embed];
    if (action === 'scores:write') limits.push(this.#limiters.feedback);
    if (isSearch(request, action)) limits.push(this.#limiters.embedSearch);
    return [...limits, atOnce];
  }

  /** Counts a request with a wrong key or token. Calls back with an error if its address has sent too many. */
  get refused(): RequestHandler {
    return this.#limiters.refused;
  }
}

function isSearch({ query }: Request, action: Action): boolean {
  return action === 'series:read' || SEARCHES.some((name) => query[name] !== undefined && query[name] !== '');
}

function tooMany(limit: Limit): VitrineError {
  return new VitrineError(
    'overloaded',
    `too many requests: the limit "${limit}" is ${LIMITS[limit]} a minute; try again later`,
  );
}

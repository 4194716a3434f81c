import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Router, json, type RequestHandler } from 'express';
import { USERS, type User } from './users.ts';

const COOKIE = 'harbor_session';

/** The sessions of this process, in memory. A session is a cookie that pages cannot read. */
export class Sessions {
  readonly #users = new Map<string, User>();

  /** Returns who sent a request; undefined if nobody is signed in. It takes Node's request, which Vitrine has too. */
  userOf({ headers }: IncomingMessage): User | undefined {
    const cookie = headers.cookie?.split('; ').find((each) => each.startsWith(`${COOKIE}=`));
    return cookie === undefined ? undefined : this.#users.get(cookie.slice(COOKIE.length + 1));
  }

  /** Lets a request through if somebody is signed in. */
  readonly required: RequestHandler = (request, response, next) => {
    if (this.userOf(request)) next();
    else response.status(401).json({ message: 'Please sign in first.' });
  };

  /**
   * Creates the routes of the session.
   * `GET /` returns `{ user, users }`: who is signed in (or null), and who can sign in.
   * `POST /` with `{ id }` signs in, `DELETE /` signs out.
   */
  routes(): Router {
    const router = Router();
    router.get('/', (request, response) => {
      response.set('cache-control', 'no-store').json({ user: this.userOf(request) ?? null, users: USERS });
    });
    router.post('/', json({ limit: '1kb' }), (request, response) => {
      const { id } = (request.body ?? {}) as { id?: unknown };
      const user = USERS.find((each) => each.id === id);
      if (!user) {
        response.status(400).json({ message: 'Nobody has that name here.' });
        return;
      }
      const session = randomBytes(32).toString('base64url');
      this.#users.set(session, user);
      response.cookie(COOKIE, session, { httpOnly: true, sameSite: 'lax' }).json({ user });
    });
    router.delete('/', (_request, response) => {
      response.clearCookie(COOKIE).status(204).end();
    });
    return router;
  }
}

import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Accounting } from '../accounting/accounting.ts';
import { admission } from '../accounting/admission.ts';
import { authorizeRoute, principalOf, type Admit } from '../auth/authorize-route.ts';
import type { Principal } from '../auth/principal.ts';
import { parse } from '../validation/parse.ts';
import type { Rows } from './answer.ts';
import { exportBody, jsonBody, takeBody } from './body.ts';
import { disconnectSignal } from './disconnect-signal.ts';
import { sendNdjson } from './send-ndjson.ts';
import type { Route, RouteContext } from './route.ts';

/** Dependencies that the routes of a server share. */
export interface RouterParts {
  /** Identifies the sender of a request before its body is read. */
  admit: Admit;
  accounting: Accounting;
  log: Logger;
  /** Maximum size of a body, before and after decompression, in bytes. */
  maxBodyBytes: number;
}

/** Maximum number of objects and lists in a body that is no batch and no export. */
const MAX_CONTAINERS_AT_ONCE = 250_000;

/** Returns an Express router for routes in any order. A literal path takes precedence over a path with a parameter. */
export function routerOf(routes: readonly Route[], parts: RouterParts): Router {
  const router = Router();
  for (const each of routes.toSorted((a, b) => compareKeys(specificity(a.path), specificity(b.path)))) {
    const method = each.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    router[method](each.path, ...middleware(each, parts), handlerOf(each, parts));
  }
  return router;
}

/** Returns a key that sorts literal segments before parameters. */
function specificity(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '1' : `0${segment}`))
    .join('/');
}

function compareKeys(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function middleware(
  { action, path, shows, body, maxBodyBytes = Infinity }: Route,
  { admit, accounting, ...limits }: RouterParts,
): RequestHandler[] {
  const auth =
    typeof action === 'string' ? [authorizeRoute(admit, { action, path, showsFields: shows !== undefined })] : [];
  // A file is streamed, so it needs no memory and no parser.
  if (body === 'file') return auth;
  if (!body) return auth;
  const maxBytes = Math.min(maxBodyBytes, limits.maxBodyBytes);
  // The items of a batch are handled one after the other; any other body is handled at once.
  const maxContainers = typeof body === 'object' && 'divide' in body ? undefined : MAX_CONTAINERS_AT_ONCE;
  return [
    ...auth,
    admission(accounting, maxBytes),
    body === 'otlp' ? exportBody({ maxBytes }) : jsonBody({ maxBytes, maxContainers }),
  ];
}

function handlerOf(route: Route, { accounting, log }: RouterParts): RequestHandler {
  const query = route.query ?? z.object({});
  const read = readerOf(route);
  return async (request, response) => {
    const principal = typeof route.action === 'string' ? principalOf(request) : undefined;
    const body = route.counts ? accounting.countingFaults(route.counts, () => read(request)) : read(request);
    const context = new Context(request, response, {
      principal,
      query: parse(query, request.query, 'the query'),
      body,
    });
    try {
      await answer(route, context, shownTo(principal, route, await route.handler(context)), log);
    } catch (error) {
      if (!context.hasDisconnected) throw error;
    }
  };
}

/** Returns what a caller may see of the result of a handler. */
function shownTo(principal: Principal | undefined, { shows }: Route, result: unknown): unknown {
  return principal?.fields ? shows?.(result as never, principal.fields) : result;
}

/** Returns a function that reads the body as the route declares it. */
function readerOf({ body }: Route): (request: Request) => unknown {
  if (!body || body === 'file') return () => undefined;
  if (body === 'otlp') return (request) => request.body as unknown;
  if ('documented' in body) return takeBody;
  return (request) => parse(body, request.body);
}

class Context implements RouteContext<unknown, unknown> {
  readonly #principal: Principal | undefined;
  readonly query: unknown;
  readonly body: unknown;
  readonly request: Request;
  readonly response: Response;
  #signal: AbortSignal | undefined;

  constructor(
    request: Request,
    response: Response,
    { principal, query, body }: { principal: Principal | undefined; query: unknown; body: unknown },
  ) {
    this.#principal = principal;
    this.query = query;
    this.body = body;
    this.request = request;
    this.response = response;
  }

  get principal(): Principal {
    if (!this.#principal) throw new Error('a public route has no principal');
    return this.#principal;
  }

  get params(): Readonly<Record<string, string>> {
    return this.request.params as Record<string, string>;
  }

  get signal(): AbortSignal {
    return (this.#signal ??= disconnectSignal(this.response));
  }

  /** Whether a handler used the signal and the client has disconnected. */
  get hasDisconnected(): boolean {
    return this.#signal?.aborted === true;
  }
}

async function answer({ answer: form }: Route, context: Context, result: unknown, log: Logger): Promise<void> {
  const { request, response } = context;
  switch (form?.kind) {
    case 'json':
      response.json(result);
      return;
    case 'created':
      response
        .status(201)
        .location(`${request.baseUrl}${request.path.replace(/\/$/, '')}/${result as string}`)
        .end();
      return;
    case 'ndjson':
      await sendNdjson(response, log, result as Rows);
      return;
    case 'own':
      return;
    default:
      response.status(204).end();
  }
}

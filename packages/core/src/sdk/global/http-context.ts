import type { Vitrine } from '../client/vitrine.ts';
import type { HeadersLike } from '../context/distributed-context.ts';
import { distributedHeaders } from './current.ts';
import { defaultClient } from './default-client.ts';

/**
 * Calls `fetch` with the headers of the active trace, so that the called service continues it. Headers that are already
 * set stay. Use it only for your own services: other services should not see your ids.
 *
 * @example
 * const response = await fetchWithContext('https://search.internal/find', { method: 'POST', body });
 */
export function fetchWithContext(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const ours = distributedHeaders();
  if (Object.keys(ours).length === 0) return fetch(input, init);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  for (const [name, value] of Object.entries(ours)) if (!headers.has(name)) headers.set(name, value);
  return fetch(input, { ...init, headers });
}

/**
 * Returns Express (and Connect) middleware that records the handlers of a request in the trace that its headers name.
 * Use it only if callers are trusted: a caller who sends such headers writes into that trace.
 *
 * @example
 * app.use(expressContext(client));
 */
export function expressContext(client?: Vitrine) {
  return (request: { headers: HeadersLike }, _response: unknown, next: () => void): void => {
    (client ?? defaultClient()).runWithHeaders(request.headers, next);
  };
}

/**
 * Wraps a handler that takes a `Request`, as in workers and many frameworks: what it records becomes a part of the
 * trace that the request's headers name. Use it only if callers are trusted.
 *
 * @example
 * export default { fetch: withContext(async (request) => new Response(await answer(await request.text()))) };
 */
export function withContext<A extends [Request, ...unknown[]], R>(handler: (...args: A) => R, client?: Vitrine) {
  return (...args: A): R => (client ?? defaultClient()).runWithHeaders(args[0].headers, () => handler(...args));
}

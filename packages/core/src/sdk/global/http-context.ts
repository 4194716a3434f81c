import type { Vitrine } from '../client/vitrine.ts';
import type { HeadersLike } from '../context/distributed-context.ts';
import { distributedHeaders } from './current.ts';
import { defaultClient } from './default-client.ts';

/**
 * `fetch` that takes the active trace along: what the called service records becomes a part of it. Headers that are set
 * already stay. Use it for services of your own; others need not see your ids.
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
 * Express (and Connect) middleware: what a request's handlers record becomes a part of the trace that its headers name.
 * Only where callers are trusted: whoever sends such headers writes into that trace.
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
 * The same for a handler that takes a `Request` and gives a `Response`, as workers and many frameworks have it.
 *
 * @example
 * export default { fetch: withContext(async (request) => new Response(await answer(await request.text()))) };
 */
export function withContext<A extends [Request, ...unknown[]], R>(handler: (...args: A) => R, client?: Vitrine) {
  return (...args: A): R => (client ?? defaultClient()).runWithHeaders(args[0].headers, () => handler(...args));
}

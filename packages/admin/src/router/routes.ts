/** Records of Opik that have no page yet. Opik's SDKs print links to them. */
export type MissingPage = 'experiments' | 'datasets' | 'optimizations';

/** What the page shows, derived from its URL alone. */
export type Route =
  | { page: 'projects' }
  | { page: 'traces'; projectId: string }
  | { page: 'trace'; traceId: string }
  | { page: 'thread'; projectId: string; threadId: string }
  | { page: MissingPage; id: string }
  | { page: 'unknown' };

/** URLs of the pages, relative to the mount path of the server. The widgets fill in `{...}`. */
export const HREFS = {
  projects: './',
  traces: (projectId: string): string => `projects/${encodeURIComponent(projectId)}/traces`,
  trace: 'traces/{id}',
  thread: 'projects/{project_id}/threads/{thread_id}',
};

const PATTERNS: readonly [RegExp, (parts: string[]) => Route][] = [
  [/^(?:projects\/?)?$/, () => ({ page: 'projects' })],
  [/^projects\/([^/]+)(?:\/traces)?\/?$/, ([projectId = '']) => ({ page: 'traces', projectId })],
  [
    /^projects\/([^/]+)\/threads\/([^/]+)$/,
    ([projectId = '', threadId = '']) => ({ page: 'thread', projectId, threadId }),
  ],
  [/^traces\/([^/]+)\/?$/, ([traceId = '']) => ({ page: 'trace', traceId })],
  [/^(experiments|datasets|optimizations)\/([^/]+)\/?$/, ([page = '', id = '']) => ({ page: page as MissingPage, id })],
];

/**
 * Returns the route of a path below the mount path, such as `projects/0198.../threads/chat%2F17`.
 *
 * @example
 * routeOf('traces/0198c0f2'); // { page: 'trace', traceId: '0198c0f2' }
 */
export function routeOf(path: string): Route {
  for (const [pattern, route] of PATTERNS) {
    const match = pattern.exec(path);
    if (match === null) continue;
    try {
      return route(match.slice(1).map(decodeURIComponent));
    } catch {
      return { page: 'unknown' }; // The path has an invalid percent-encoding.
    }
  }
  return { page: 'unknown' };
}

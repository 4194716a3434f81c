/** What the page shows, told by its URL alone. */
export type Route =
  | { page: 'projects' }
  | { page: 'traces'; projectId: string }
  | { page: 'trace'; traceId: string }
  | { page: 'thread'; projectId: string; threadId: string }
  | { page: 'unknown' };

/** The URLs of the pages, relative to where the server is mounted. `{...}` is filled in by the widgets. */
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
];

/**
 * The route of a path below the mount, such as `projects/0198.../threads/chat%2F17`.
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
      return { page: 'unknown' }; // a percent sign that encodes nothing
    }
  }
  return { page: 'unknown' };
}

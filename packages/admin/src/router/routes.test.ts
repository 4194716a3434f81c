import { expect, test } from 'vitest';
import { routeOf } from './routes.ts';

test.each([
  ['', { page: 'projects' }],
  ['projects', { page: 'projects' }],
  ['projects/p1', { page: 'traces', projectId: 'p1' }],
  ['projects/p1/traces/', { page: 'traces', projectId: 'p1' }],
  ['projects/p1/threads/chat%2F17', { page: 'thread', projectId: 'p1', threadId: 'chat/17' }],
  ['traces/t1', { page: 'trace', traceId: 't1' }],
  ['experiments/e1', { page: 'experiments', id: 'e1' }],
  ['datasets/d1', { page: 'datasets', id: 'd1' }],
  ['optimizations/o1/', { page: 'optimizations', id: 'o1' }],
  ['prompts/p1', { page: 'unknown' }],
  ['traces/%', { page: 'unknown' }],
])('the path "%s" is the route %o', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { PageQuery } from '../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../server.fixture.ts';
import { completeOptions } from './options.ts';
import { openResources } from './resources.ts';
import { allRoutes } from './routes.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clickhouse: { url: 'http://127.0.0.1:9' } }, { ready: false });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Returns the query schemas of all routes that answer pages, by route name. */
async function pages(): Promise<Map<string, z.ZodObject>> {
  const resources = openResources(completeOptions({ clickhouse: { url: 'http://127.0.0.1:9' } }));
  const paged = allRoutes(resources).flatMap(({ name, query }): [string, z.ZodObject][] =>
    query && 'size' in query.shape ? [[name, query]] : [],
  );
  await resources.close();
  return new Map(paged);
}

const faultsOf = (query: z.ZodObject, values: object): string[] =>
  query.safeParse(values).error?.issues.map((issue) => issue.path.join('.')) ?? [];

test('every REST page has from 1 to 1,000 rows', async () => {
  const all = await pages();
  expect([...all.keys()]).toEqual(expect.arrayContaining(['listTraces', 'listSpans', 'listThreads', 'listProjects']));
  for (const [name, query] of all) {
    for (const size of ['1', '1000']) expect([name, size, faultsOf(query, { size })]).not.toContain('size');
    for (const size of ['0', '-1', '1001', '1000000', '1.5', 'all']) {
      expect([name, size, faultsOf(query, { size })]).toEqual([name, size, expect.arrayContaining(['size'])]);
    }
  }
  expect(PageQuery.parse({})).toEqual({ page: 1, size: 10 });
});

test('a page of more than 1,000 rows is refused', async () => {
  for (const path of ['traces', 'spans', 'traces/threads', 'projects']) {
    const { status, body } = await server.call<{ message: string }>('GET', `private/${path}?project_name=p&size=1001`);
    expect([path, status, body.message]).toEqual([path, 422, expect.stringContaining('size: ')]);
  }
});

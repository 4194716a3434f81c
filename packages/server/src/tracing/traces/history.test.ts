import { newId, type TracesView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;
const NOW = Date.now();
const ago = (days: number): string => new Date(NOW - days * DAY_MS).toISOString();

/**
 * Writes a trace, with a span of the same name, that began the given number of days ago; its id may be of another day.
 */
async function write(project_name: string, traces: { name: string; began: number; id?: number }[]): Promise<void> {
  const rows = traces.map(({ name, began, id = began }) => ({
    id: newId(NOW - id * DAY_MS),
    project_name,
    name,
    start_time: ago(began),
    input: { text: `about ${name}` },
  }));
  await server.call('POST', 'private/traces/batch', { traces: rows });
  const spans = rows.map(({ id, ...row }) => ({ ...row, id: newId(Date.parse(row.start_time)), trace_id: id }));
  await server.call('POST', 'private/spans/batch', { spans });
}

async function list(project_name: string, query = ''): Promise<TracesView> {
  return (await server.call<TracesView>('GET', `view/traces?project_name=${project_name}&${query}`)).body;
}
const namesOf = (view: TracesView): string[] => view.traces.map((trace) => trace.name);

async function page(resource: 'traces' | 'spans', project_name: string, query: string): Promise<string[]> {
  const { body } = await server.call<{ content: { name: string }[] }>(
    'GET',
    `private/${resource}?project_name=${project_name}&${query}`,
  );
  return body.content.map((row) => row.name);
}

/** Reads all pages. */
async function allPages(project_name: string, query: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const view: TracesView = await list(project_name, `${query}${cursor && `&cursor=${cursor}`}`);
    names.push(...namesOf(view));
    cursor = view.next_cursor;
  }
  return names;
}

describe('history imported under new ids', () => {
  const project = 'imported';
  beforeAll(async () => {
    await write(project, [
      { name: 'today', began: 0 },
      { name: 'last week', began: 6 },
      { name: 'last month', began: 40 },
      { name: 'imported: two years', began: 730, id: 0 },
      { name: 'imported: ten days', began: 10, id: 0 },
      // An id that is older than the start, as if the trace was prepared long before it ran.
      { name: 'prepared', began: 2, id: 50 },
    ]);
  });

  test('imported traces are listed by their start', async () => {
    const expected = ['today', 'prepared', 'last week', 'imported: ten days', 'last month', 'imported: two years'];
    const view = await list(project);
    expect(namesOf(view)).toEqual(expected);
    expect(view).toMatchObject({ total: 6, total_exact: true, next_cursor: null });
    for (const limit of [1, 2, 4]) expect(await allPages(project, `limit=${limit}`)).toEqual(expected);
  });

  test.each([
    [`from_time=${ago(3)}`, ['today', 'prepared']],
    [`from_time=${ago(11)}&to_time=${ago(1)}`, ['prepared', 'last week', 'imported: ten days']],
    [`from_time=${ago(800)}&to_time=${ago(700)}`, ['imported: two years']],
    [`to_time=${ago(39)}`, ['last month', 'imported: two years']],
    [`search=ABOUT%20IMPORTED`, ['imported: ten days', 'imported: two years']],
    [`from_time=${ago(600)}&to_time=${ago(500)}`, []],
  ])('imported traces are found by their start: %s', async (query, names) => {
    const view = await list(project, query);
    expect(namesOf(view)).toEqual(names);
    expect(view.total).toBe(names.length);
    expect((await page('traces', project, `${query}&size=100`)).toSorted()).toEqual(names.toSorted());
    expect((await page('spans', project, `${query}&size=100`)).toSorted()).toEqual(names.toSorted());
  });

  test('imported spans are listed by their ids, for any id of the trace', async () => {
    expect(await page('spans', project, 'size=3')).toEqual(['today', 'prepared', 'last week']);
    expect(await page('spans', project, 'size=3&page=2')).toEqual([
      'imported: ten days',
      'last month',
      'imported: two years',
    ]);
  });

  test('a project without rows in a time range is empty there, and other projects do not widen the range', async () => {
    await write('other', [{ name: 'now', began: 0 }]);
    expect(namesOf(await list('other', `to_time=${ago(1)}`))).toEqual([]);
    expect(namesOf(await list('other', `from_time=${ago(1)}`))).toEqual(['now']);
  });
});

test('the list of a project shows its newest trace of 40 days ago', async () => {
  await write('asleep', [
    { name: 'newest', began: 40 },
    { name: 'older', began: 45 },
  ]);
  expect(namesOf(await list('asleep'))).toEqual(['newest', 'older']);
  expect(await page('traces', 'asleep', 'size=1')).toEqual(['newest']);
  expect(await page('traces', 'asleep', 'size=1&page=2')).toEqual(['older']);
  expect(await page('spans', 'asleep', 'size=1&page=2')).toEqual(['older']);
});

test('one batch stores three years of history, which is more partitions than ClickHouse accepts by default', async () => {
  const project = 'three years';
  const days = Array.from({ length: 365 }, (_, index) => index * 3);
  const batch = days.map((day) => ({
    id: newId(NOW - day * DAY_MS),
    project_name: project,
    name: `day ${day}`,
    start_time: ago(day),
  }));
  expect((await server.call('POST', 'private/traces/batch', { traces: batch })).status).toBe(204);
  expect((await list(project, 'limit=1')).total).toBe(365);
  expect(namesOf(await list(project, `limit=1&to_time=${ago(364 * 3)}`))).toEqual(['day 1092']);
});

test('pages continue beyond each window and list every row once', async () => {
  const days = [0, 0.2, 0.9, 1.1, 3, 6.9, 7.1, 20, 29.9, 30.1, 100];
  await write(
    'windows',
    days.map((began) => ({ name: `${began}`, began })),
  );
  const expected = days.map((day) => `${day}`);
  for (const limit of [2, 3, 5, 10, 11]) expect(await allPages('windows', `limit=${limit}`)).toEqual(expected);
  for (const resource of ['traces', 'spans'] as const) {
    const pages = await Promise.all([1, 2, 3, 4, 5].map((n) => page(resource, 'windows', `size=3&page=${n}`)));
    expect(pages.flat()).toEqual(expected);
  }
});

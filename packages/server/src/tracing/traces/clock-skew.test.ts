import { newId, type SeriesView, type TracesView, type TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { SpanPublic } from '../spans/spans.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { TracePublic } from './traces.ts';

const PROJECT = 'skewed';
const BEGUN = Date.now() - 60_000;
const at = (ms: number): string => new Date(BEGUN + ms).toISOString();

/** Length in ms, and the time to the first token, of one trace and its span each. */
const RUNS: readonly (readonly [name: string, lengthMs: number | undefined, ttft?: number])[] = [
  ['ended 1', 100, 40],
  ['ended 2', 200],
  ['back 1', -5_000, 10],
  ['back 2', -5_000],
  ['back 3', -5_000],
  ['late token', 300, 420_000],
  ['early token', 400, -5],
  ['rounded token', 500, 500.4],
  ['running', undefined, 700],
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const rows = RUNS.map(([name, lengthMs, ttft]) => ({
    id: newId(),
    name,
    project_name: PROJECT,
    thread_id: `thread of ${name}`,
    start_time: at(0),
    ...(lengthMs !== undefined && { end_time: at(lengthMs) }),
    ttft,
  }));
  await server.call('POST', 'private/traces/batch', { traces: rows });
  await server.call('POST', 'private/spans/batch', {
    spans: rows.map((row) => ({ ...row, id: newId(), trace_id: row.id, type: 'llm' })),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const query = (more: Record<string, string> = {}): string =>
  new URLSearchParams({ project_name: PROJECT, size: '100', ...more }).toString();

async function namesOf(entity: 'traces' | 'spans', more: Record<string, string>): Promise<string[]> {
  const { body } = await server.call<Page<{ name?: string }>>('GET', `private/${entity}?${query(more)}`);
  return body.content.map(({ name }) => name ?? '');
}

test.each(['traces', 'spans'] as const)(
  'REST answers of %s have the times as they were sent, a duration of 0, and no first token outside',
  async (entity) => {
    const { body } = await server.call<Page<TracePublic & SpanPublic>>('GET', `private/${entity}?${query()}`);
    const found = Object.fromEntries(
      body.content.map(({ name, end_time, duration, ttft }) => [
        name,
        [end_time && Date.parse(end_time) - BEGUN, duration, ttft],
      ]),
    );
    expect(found).toEqual({
      'ended 1': [100, 100, 40],
      'ended 2': [200, 200, undefined],
      'back 1': [-5_000, 0, undefined],
      'back 2': [-5_000, 0, undefined],
      'back 3': [-5_000, 0, undefined],
      'late token': [300, 300, undefined],
      'early token': [400, 400, undefined],
      'rounded token': [500, 500, 500.4],
      running: [undefined, undefined, 700],
    });
  },
);

test.each(['traces', 'spans'] as const)('%s are filtered and sorted by what is shown', async (entity) => {
  const filter = (field: string, operator: string, value: string): Promise<string[]> =>
    namesOf(entity, { filters: JSON.stringify([{ field, operator, value }]) });
  expect(await filter('duration', '<', '0')).toEqual([]);
  expect(await filter('duration', '=', '0')).toHaveLength(3);
  expect((await filter('ttft', '>', '-1000000')).toSorted()).toEqual(['ended 1', 'rounded token', 'running']);
  const sorting = JSON.stringify([{ field: 'ttft', direction: 'DESC' }]);
  expect((await namesOf(entity, { sorting })).slice(0, 3)).toEqual(['running', 'rounded token', 'ended 1']);
  const byDuration = JSON.stringify([{ field: 'duration', direction: 'ASC' }]);
  expect((await namesOf(entity, { sorting: byDuration })).slice(3, 5)).toEqual(['ended 1', 'ended 2']);
});

test('percentiles of statistics and charts are not negative', async () => {
  for (const entity of ['traces', 'spans']) {
    const { body } = await server.call<Statistics>('GET', `private/${entity}/stats?project_name=${PROJECT}`);
    expect(body.stats.find(({ name }) => name === 'duration')).toMatchObject({ value: { p50: 150 } });
  }
  for (const metric of ['trace_duration', 'span_duration']) {
    const { body } = await server.call<SeriesView>('GET', `view/series?${query({ metric, interval: 'week' })}`);
    const values = body.lines.flatMap((line) => line.values).filter((value) => value !== null);
    expect(values.length).toBeGreaterThan(0);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  }
});

test('threads have a duration of 0, too', async () => {
  const filters = JSON.stringify([{ field: 'duration', operator: '=', value: '0' }]);
  const { body } = await server.call<Page<{ id: string; duration: number }>>(
    'GET',
    `private/traces/threads?${query({ filters })}`,
  );
  expect(body.content.map(({ id, duration }) => `${id}: ${duration}`).toSorted()).toEqual(
    ['back 1', 'back 2', 'back 3'].map((name) => `thread of ${name}: 0`),
  );
});

test('the view API marks rows whose times contradict each other', async () => {
  const { body } = await server.call<TracesView>(
    'GET',
    `view/traces?${new URLSearchParams({ project_name: PROJECT, limit: '100' }).toString()}`,
  );
  const marked = body.traces.filter(({ clock_skew }) => clock_skew);
  const skewed = ['back 1', 'back 2', 'back 3', 'early token', 'late token'];
  expect(marked.map(({ name }) => name).toSorted()).toEqual(skewed);
  for (const { id, name, duration } of body.traces) {
    const { body: view } = await server.call<TraceView>('GET', `view/traces/${id}`);
    const isSkewed = skewed.includes(name);
    expect(view.trace).toMatchObject({ duration, clock_skew: isSkewed });
    expect(view.spans).toMatchObject([{ duration, clock_skew: isSkewed }]);
    if (isSkewed) expect([view.trace.ttft, view.spans[0]?.ttft]).toEqual([null, null]);
  }
});

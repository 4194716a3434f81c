import { newId, type TracesView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const BEGUN = Date.now() - 60_000;
const at = (second: number): string => new Date(BEGUN + second * 1_000).toISOString();

test('a filter on statistics of spans includes a span that was just stored', async () => {
  const [project_name, id] = ['summed', newId()];
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id, project_name, name: 'used', start_time: at(1) }],
  });
  const query = new URLSearchParams({ project_name, filters: 'usage.total_tokens > 5' });
  const counted = async () => {
    const { body } = await server.call<{ lines: { values: number[] }[] }>(
      'GET',
      `view/series?metric=trace_count&${query}`,
    );
    return body.lines[0]?.values.reduce((sum, value) => sum + value, 0) ?? 0;
  };
  const span = { project_name, trace_id: id, type: 'llm', start_time: at(1), usage: { total_tokens: 4 } };
  await server.call('POST', 'private/spans/batch', { spans: [span] });
  expect((await server.call<TracesView>('GET', `view/traces?${query}`)).body.traces).toEqual([]);
  await server.call('POST', 'private/spans/batch', { spans: [span] });
  expect((await server.call<TracesView>('GET', `view/traces?${query}`)).body.traces).toMatchObject([{ name: 'used' }]);
  const other = { id: newId(), project_name, name: 'other', start_time: at(2) };
  await server.call('POST', 'private/traces/batch', { traces: [other] });
  await server.call('POST', 'private/spans/batch', {
    spans: [{ ...span, trace_id: other.id, usage: { total_tokens: 9 } }],
  });
  expect(await counted()).toBe(2);
});

test('bounds of time beyond the range of ClickHouse are accepted', async () => {
  const project_name = 'bounded';
  await server.call('POST', 'private/traces/batch', { traces: [{ id: newId(), project_name, start_time: at(0) }] });
  const years = ['0000', '1901', '2261', '9999'];
  for (const bound of years.flatMap((year) => [
    `from_time=${year}-01-01T00:00:00Z`,
    `to_time=${year}-01-01T00:00:00Z`,
  ])) {
    const query = `project_name=${project_name}&${bound}`;
    for (const path of ['view/traces', 'private/traces', 'private/traces/stats', 'private/traces/threads']) {
      expect((await server.call('GET', `${path}?${query}`)).status, `${path}?${query}`).toBe(200);
    }
    // The range of time may have too many intervals, or end before it begins.
    const { status } = await server.call('GET', `view/series?metric=trace_count&${query}`);
    expect([200, 422], query).toContain(status);
  }
});

test('a cursor does not return traces after the requested time', async () => {
  const project_name = 'pages';
  const traces = Array.from({ length: 6 }, (_, n) => ({ id: newId(), project_name, name: `${n}`, start_time: at(n) }));
  await server.call('POST', 'private/traces/batch', { traces });
  const list = async (query: string) =>
    (await server.call<TracesView>('GET', `view/traces?project_name=${project_name}&limit=2&${query}`)).body;
  const { next_cursor } = await list('');
  const names = async (to: number) =>
    (await list(`cursor=${next_cursor}&to_time=${at(to)}`)).traces.map((trace) => trace.name);
  expect(await names(2)).toEqual(['2', '1']);
  expect(await names(5)).toEqual(['3', '2']);
});

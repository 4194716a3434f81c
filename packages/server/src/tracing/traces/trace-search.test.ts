import { newId, type ErrorBody } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const START = '2026-10-01T10:00:00.000Z';
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

type Row = Record<string, unknown>;

async function search(body: object, entity = 'traces'): Promise<Row[]> {
  const response = await fetch(`${server.url}/api/v1/private/${entity}/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  const lines = (await response.text()).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Row);
}

const store = (traces: object[]) => server.call('POST', 'private/traces/batch', { traces });

test('a search streams rows newest first up to its limit, and continues below the last one', async () => {
  const project_name = 'search pages';
  const ids = Array.from({ length: 30 }, (_, index) => newId(Date.now() - index * 3 * 86_400_000));
  await store(ids.map((id, index) => ({ id, project_name, name: `trace ${index}`, start_time: START })));
  expect((await search({ project_name })).map((row) => row['id'])).toEqual(ids);
  expect((await search({ project_name, limit: 4 })).map((row) => row['id'])).toEqual(ids.slice(0, 4));
  const next = await search({ project_name, limit: 4, last_retrieved_id: ids.at(3)!.toUpperCase() });
  expect(next.map((row) => row['id'])).toEqual(ids.slice(4, 8));
  expect(await search({ project_name, last_retrieved_id: ids.at(-1) })).toEqual([]);
  const filters = [{ field: 'name', operator: 'ends_with', value: '9' }];
  const named = await search({ project_name, filters, limit: 2, last_retrieved_id: ids.at(9) });
  expect(named.map((row) => row['name'])).toEqual(['trace 19', 'trace 29']);
});

test('a search with a filter that is too long, or has a value of another type, is refused', async () => {
  const project_name = 'search pages';
  const refused = [
    `name = "${'x'.repeat(9_000_000)}"`,
    [{ field: 'environment', operator: 'in', value: [{ toString: 1 }] }],
  ];
  for (const filters of refused) {
    const { status, body } = await server.call<ErrorBody>('POST', 'private/traces/search', { project_name, filters });
    expect([status, body.message]).toEqual([400, expect.stringContaining('the filter is not accepted')]);
  }
});

test('a limit beyond the number of rows read at once is respected', async () => {
  const project_name = 'search many';
  const now = Date.now();
  const ids = Array.from({ length: 6_000 }, (_, index) => newId(now - index));
  for (let at = 0; at < ids.length; at += 1_000) {
    await store(ids.slice(at, at + 1_000).map((id) => ({ id, project_name, start_time: START })));
  }
  const rows = await search({ project_name, limit: 5_999 });
  expect(rows.map((row) => row['id'])).toEqual(ids.slice(0, 5_999));
});

describe('a row has the form that the strict readers of the clients accept', () => {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isBody = (value: unknown): boolean =>
    value === undefined ||
    typeof value === 'string' ||
    isObject(value) ||
    (Array.isArray(value) && value.every(isObject));

  test.each<[value: unknown, streamed: unknown]>([
    [{ a: 1 }, { a: 1 }],
    [[{ a: 1 }], [{ a: 1 }]],
    [[], []],
    ['text', 'text'],
    [5, '5'],
    [true, 'true'],
    [['a', 'b'], '["a","b"]'],
    [[{ a: 1 }, null], '[{"a":1},null]'],
    [null, undefined],
  ])('the body %j is streamed as %j', async (value, streamed) => {
    const project_name = `bodies ${JSON.stringify(value)}`;
    const trace_id = newId();
    await store([{ id: trace_id, project_name, start_time: START, input: value, output: value, metadata: value }]);
    await server.call('POST', 'private/spans/batch', {
      spans: [{ trace_id, project_name, start_time: START, input: value, output: value, metadata: value }],
    });
    for (const entity of ['traces', 'spans']) {
      const [row] = await search({ project_name }, entity);
      for (const field of ['input', 'output', 'metadata']) {
        expect(row?.[field]).toEqual(streamed);
        expect(isBody(row?.[field])).toBe(true);
      }
    }
    // The stored row is unchanged.
    expect((await server.call<Row>('GET', `private/traces/${trace_id}`)).body['input']).toEqual(value ?? undefined);
  });

  test('an error has a traceback, scores a source', async () => {
    const project_name = 'strict';
    const id = newId();
    await store([
      { id, project_name, start_time: START, error_info: { exception_type: 'E', message: null }, tags: ['a'] },
    ]);
    await server.call('PUT', 'private/traces/feedback-scores', {
      scores: [{ id, name: 'ok', value: 1, source: 'ui' }],
    });
    const [row] = await search({ project_name });
    expect(row).toMatchObject({
      error_info: { exception_type: 'E', traceback: '' },
      feedback_scores: [{ name: 'ok', value: 1, source: 'ui' }],
      tags: ['a'],
    });
    expect(row?.['error_info']).not.toHaveProperty('message');
  });

  test('a partial trace from updates is streamed only after its create', async () => {
    const project_name = 'half';
    const id = newId();
    await server.call('PATCH', `private/traces/${id}`, { project_name, name: 'patched' });
    expect(await search({ project_name })).toEqual([]);
    await store([{ id, project_name, start_time: START }]);
    expect(await search({ project_name })).toMatchObject([{ id, name: 'patched', start_time: expect.any(String) }]);
  });
});

test('texts are cut by default, and fields can be excluded except those that readers need', async () => {
  const project_name = 'search long';
  await store([{ id: newId(), project_name, start_time: START, input: { text: 'y'.repeat(20_000) }, output: 'out' }]);
  const textOf = ([row]: Row[]): string => (row as { input: { text: string } }).input.text;
  expect(textOf(await search({ project_name }))).toHaveLength(10_001);
  expect(textOf(await search({ project_name, truncate: false }))).toHaveLength(20_000);
  const [row] = await search({ project_name, exclude: ['input', 'start_time', 'span_count', 'created_at'] });
  expect(Object.keys(row ?? {})).not.toContain('input');
  expect(row).toMatchObject({ start_time: START.replace('000Z', '000000Z'), output: 'out' });
  expect(row).not.toHaveProperty('created_at');
});

test('a search of spans can be limited to a trace and a type', async () => {
  const project_name = 'search spans';
  const [one, other] = [newId(), newId()];
  const span = (trace_id: string, type: string, minutesAgo: number): object => ({
    id: newId(Date.now() - minutesAgo * 60_000),
    trace_id,
    project_name,
    type,
    start_time: START,
    usage: { total_tokens: minutesAgo },
  });
  await server.call('POST', 'private/spans/batch', {
    spans: [span(one, 'llm', 1), span(one, 'tool', 2), span(other, 'llm', 3)],
  });
  const found = async (body: object): Promise<unknown[]> =>
    (await search({ project_name, ...body }, 'spans')).map((row) => (row['usage'] as Row)['total_tokens']);
  expect(await found({})).toEqual([1, 2, 3]);
  expect(await found({ trace_id: one.toUpperCase() })).toEqual([1, 2]);
  expect(await found({ type: 'llm' })).toEqual([1, 3]);
  expect(await found({ filters: [{ field: 'usage.total_tokens', operator: '>=', value: '2' }] })).toEqual([2, 3]);
  expect(await found({ filters: [{ field: 'trace_id', operator: '=', value: other }] })).toEqual([3]);
  expect(await found({ limit: 1, filters: [{ field: 'type', operator: 'in', value: 'llm,tool' }] })).toEqual([1]);
});

test.each<[string, object, number, string]>([
  ['no project', {}, 400, 'name the project'],
  ['an unknown project', { project_name: 'nowhere' }, 404, 'there is no project "nowhere"'],
  ['a wrong filter', { project_name: 'strict', filters: [{ field: 'x', operator: '=' }] }, 400, 'no field "x"'],
  ['a wrong last id', { project_name: 'strict', last_retrieved_id: 'x' }, 400, 'last_retrieved_id'],
  ['a wrong limit', { project_name: 'strict', limit: 0 }, 422, 'limit'],
  ['a wrong date', { project_name: 'strict', from_time: 5 }, 422, 'from_time'],
  ['an unknown field to leave out', { project_name: 'strict', exclude: ['x'] }, 400, 'cannot exclude "x"'],
])('a search with %s is answered with an error, not with a stream', async (_name, body, status, words) => {
  const answer = await server.call<ErrorBody>('POST', 'private/traces/search', body);
  expect([answer.status, answer.body.message]).toEqual([status, expect.stringContaining(words)]);
});

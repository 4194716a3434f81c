import { newId, type ErrorBody } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from '../../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { TracePublic } from './traces.ts';

const PROJECT = 'filtered';
const MINUTE_MS = 60_000;
/** When the first trace began: a whole minute of an hour ago. */
const MOMENT = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 60 * MINUTE_MS;
const at = (minute: number): string => new Date(MOMENT + minute * MINUTE_MS).toISOString();

let server: TestServer;
/** Ids by name, oldest first. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer();
  const trace = (name: string, minute: number, rest: object): object => {
    ids[name] = newId(MOMENT + minute * 60_000);
    return { id: ids[name], name, project_name: PROJECT, start_time: at(minute), ...rest };
  };
  await server.call('POST', 'private/traces/batch', {
    traces: [
      trace('Ship', 0, {
        end_time: at(1),
        input: { question: 'Where is my "order"?' },
        output: { answer: 'At sea' },
        metadata: { model: 'GPT-4o', tries: 2, nested: { list: ['a', { b: 'deep' }] } },
        tags: ['Boats', 'sea'],
        thread_id: 'T-1',
        environment: 'production',
        ttft: 120,
      }),
      trace('Refund', 2, {
        end_time: at(5),
        input: 'plain text',
        error_info: { exception_type: 'Timeout' },
        tags: ['money'],
        environment: 'staging',
        source: 'experiment',
      }),
      trace('Alone', 3, { metadata: { tries: 'many' }, input: { image: `data:image/png;base64,${'A'.repeat(200)}` } }),
      trace('Long', 4, { input: { text: 'x'.repeat(20_000) } }),
    ],
  });
  const span = (name: string, rest: object): object => ({
    id: newId(MOMENT),
    trace_id: ids[name],
    project_name: PROJECT,
    start_time: at(0),
    ...rest,
  });
  const scored = { id: newId(MOMENT), trace_id: ids['Ship'] };
  await server.call('POST', 'private/spans/batch', {
    spans: [
      span('Ship', {
        ...scored,
        type: 'llm',
        usage: { total_tokens: 100 },
        total_estimated_cost: 0.5,
        provider: 'openai',
      }),
      span('Ship', { type: 'tool' }),
      span('Refund', { type: 'llm', usage: { total_tokens: 10 }, total_estimated_cost: 0.25 }),
    ],
  });
  await server.call('PUT', 'private/traces/feedback-scores', {
    scores: [
      { id: ids['Ship'], name: 'Quality', value: 0.9 },
      { id: ids['Refund'], name: 'Quality', value: 0.1 },
      { id: ids['Refund'], name: 'tone', value: 1 },
    ],
  });
  await server.call('PUT', 'private/spans/feedback-scores', {
    scores: [{ id: scored.id, name: 'speed', value: 0.75 }],
  });
  await server.call('POST', `private/traces/${ids['Ship']}/comments`, { text: 'well done' });
});
afterAll(() => server[Symbol.asyncDispose]());

async function page(query: Record<string, unknown>): Promise<Page<TracePublic>> {
  const text = Object.entries({ project_name: PROJECT, size: 10, ...query }).map(
    ([name, value]) => `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  const { status, body } = await server.call<Page<TracePublic>>('GET', `private/traces?${text.join('&')}`);
  expect(body).toMatchObject({ page: 1 });
  expect(status).toBe(200);
  return body;
}
const names = async (query: Record<string, unknown>): Promise<string> =>
  (await page(query)).content.map((trace) => trace.name).join(' ');

describe('filters', () => {
  test.each<[filters: object[], names: string]>([
    [[], 'Long Alone Refund Ship'],
    [[{ field: 'name', operator: 'contains', value: 'UND' }], 'Refund'],
    [[{ field: 'input', operator: 'contains', value: 'my "ORDER"' }], 'Ship'],
    [[{ field: 'input', operator: '=', value: 'Plain Text' }], 'Refund'],
    [[{ field: 'metadata', key: 'model', operator: '=', value: 'gpt-4o' }], 'Ship'],
    [[{ field: 'metadata', key: '$.nested.list[1].b', operator: '=', value: 'deep' }], 'Ship'],
    [[{ field: 'metadata', key: 'tries', operator: '>', value: '1' }], 'Ship'],
    [[{ field: 'input_json', key: 'question', operator: 'contains', value: 'where' }], 'Ship'],
    [[{ field: 'tags', operator: 'contains', value: 'boat' }], 'Ship'],
    [[{ field: 'tags', operator: 'is_empty', value: '' }], 'Long Alone'],
    [[{ field: 'duration', operator: '>=', value: '60000' }], 'Refund Ship'],
    [[{ field: 'duration', operator: '!=', value: '60000' }], 'Refund'],
    [[{ field: 'ttft', operator: '<', value: '200' }], 'Ship'],
    [[{ field: 'start_time', operator: '>', value: at(2) }], 'Long Alone'],
    [[{ field: 'start_time', operator: '=', value: at(2) }], 'Refund'],
    [[{ field: 'start_time', operator: '<=', value: at(2) }], 'Refund Ship'],
    [[{ field: 'end_time', operator: '>', value: at(1) }], 'Refund'],
    [[{ field: 'error_info', operator: 'is_not_empty', value: '' }], 'Refund'],
    [[{ field: 'environment', operator: 'in', value: 'production,staging' }], 'Refund Ship'],
    [[{ field: 'source', operator: '=', value: 'experiment' }], 'Refund'],
    [[{ field: 'thread_id', operator: '=', value: 't-1' }], 'Ship'],
    [[{ field: 'usage.total_tokens', operator: '>', value: '50' }], 'Ship'],
    [[{ field: 'usage.total_tokens', operator: '<', value: '50' }], 'Refund'],
    [[{ field: 'total_estimated_cost', operator: '>', value: '0.3' }], 'Ship'],
    [[{ field: 'total_estimated_cost', operator: '=', value: '0' }], 'Long Alone'],
    [[{ field: 'llm_span_count', operator: '=', value: '0' }], 'Long Alone'],
    [[{ field: 'span_count', operator: '>', value: '1' }], 'Ship'],
    [[{ field: 'feedback_scores', key: 'quality', operator: '>', value: '0.5' }], 'Ship'],
    [[{ field: 'feedback_scores', key: 'quality', operator: '!=', value: '0.9' }], 'Refund'],
    [[{ field: 'feedback_scores', key: 'TONE', operator: 'is_empty', value: '' }], 'Long Alone Ship'],
    [[{ field: 'feedback_scores', key: 'quality', operator: 'is_not_empty', value: '' }], 'Refund Ship'],
    [[{ field: 'span_feedback_scores', key: 'speed', operator: '>=', value: '0.75' }], 'Ship'],
    [[{ field: 'span_feedback_scores', key: 'speed', operator: 'is_empty', value: '' }], 'Long Alone Refund'],
    [[{ field: 'created_by', operator: '=', value: 'ADMIN' }], 'Long Alone Refund Ship'],
    [
      [
        { field: 'tags', operator: 'is_not_empty', value: '' },
        { field: 'total_estimated_cost', operator: '<', value: '0.3' },
        { field: 'feedback_scores', key: 'tone', operator: '=', value: '1' },
      ],
      'Refund',
    ],
  ])('the filter %j selects the expected traces', async (filters, expected) => {
    const body = await page({ filters });
    expect(body.content.map((trace) => trace.name).join(' ')).toBe(expected);
    expect(body.total).toBe(body.content.length);
  });

  test('filters also narrow the list of the view', async () => {
    const filters = encodeURIComponent('feedback_scores.quality > 0.5');
    const { body } = await server.call('GET', `view/traces?project_name=${PROJECT}&filters=${filters}`);
    expect(body).toMatchObject({ traces: [{ name: 'Ship' }], total: 1, next_cursor: null });
  });

  test('filters may be given as OQL', async () => {
    expect(await names({ filters: 'tags contains "boat" AND duration > 5' })).toBe('Ship');
  });

  test.each<[filters: string, words: string]>([
    ['[{"field":"x","operator":"=","value":"1"}]', 'traces have no field "x"; they can be filtered by id, start_time'],
    [
      '[{"field":"name","operator":"=","value":"a"},{"field":"duration","operator":">","value":"b"}]',
      'filter 1: duration',
    ],
    ['[{"field":', 'not valid JSON'],
    ['{"field":"name"}', 'filters are a JSON array'],
    ['name = chat', 'at position 7: expected a value for name'],
  ])('a wrong filter is answered 400: %s', async (filters, words) => {
    const path = `private/traces?project_name=${PROJECT}&filters=${encodeURIComponent(filters)}`;
    const { status, body } = await server.call<ErrorBody>('GET', path);
    expect(status).toBe(400);
    expect(body.message).toContain(words);
  });
});

test('span scores are averaged over authors before they are averaged over spans', async () => {
  const [trace, a, b] = [newId(), newId(), newId()];
  const row = { project_name: 'authors', start_time: at(0) };
  await server.call('POST', 'private/traces/batch', { traces: [{ ...row, id: trace }] });
  await server.call('POST', 'private/spans/batch', { spans: [a, b].map((id) => ({ ...row, id, trace_id: trace })) });
  const score = { id: a, name: 'x', value: 1, source: 'sdk' };
  const scores = [
    { ...score, author: 'ann' },
    { ...score, author: 'bob', value: 0 },
    { ...score, id: b },
  ];
  await server.call('PUT', 'private/spans/feedback-scores', { scores });
  const found = async (filter: string) => {
    const path = `private/traces?project_name=authors&filters=${encodeURIComponent(filter)}`;
    return (await server.call<Page<TracePublic>>('GET', path)).body.content;
  };
  expect(await found('span_feedback_scores.x > 0.7')).toMatchObject([{ span_feedback_scores: [{ value: 0.75 }] }]);
  expect(await found('span_feedback_scores.x > 0.8')).toEqual([]);
});

describe('sorting', () => {
  test.each<[sorting: object[], names: string]>([
    [[{ field: 'name', direction: 'ASC' }], 'Alone Long Refund Ship'],
    [[{ field: 'duration', direction: 'DESC' }], 'Refund Ship Long Alone'],
    [[{ field: 'total_estimated_cost', direction: 'ASC' }], 'Refund Ship Long Alone'],
    [[{ field: 'usage.total_tokens', direction: 'DESC' }], 'Ship Refund Long Alone'],
    [[{ field: 'feedback_scores.Quality', direction: 'ASC' }], 'Refund Ship Long Alone'],
    [[{ field: 'metadata.model', direction: 'ASC' }], 'Ship Long Alone Refund'],
    [
      [
        { field: 'span_count', direction: 'desc' },
        { field: 'id', direction: 'ASC' },
      ],
      'Ship Refund Alone Long',
    ],
  ])('the sorting %j orders the traces', async (sorting, expected) => {
    expect(await names({ sorting })).toBe(expected);
  });

  test('sorting works with filters, and an unknown field is answered 400', async () => {
    const filters = [{ field: 'feedback_scores', key: 'quality', operator: 'is_not_empty', value: '' }];
    expect(await names({ filters, sorting: [{ field: 'total_estimated_cost', direction: 'ASC' }] })).toBe(
      'Refund Ship',
    );
    const sorting = encodeURIComponent('[{"field":"secret"}]');
    const { status, body } = await server.call<ErrorBody>(
      'GET',
      `private/traces?project_name=${PROJECT}&sorting=${sorting}`,
    );
    expect([status, body.message]).toEqual([400, expect.stringContaining('cannot sort by "secret"')]);
  });
});

test('a search finds plain text in names, ids, threads and bodies', async () => {
  expect(await names({ search: 'REF' })).toBe('Refund');
  expect(await names({ search: 'my "order"' })).toBe('Ship');
  expect(await names({ search: 't-1' })).toBe('Ship');
  expect(await names({ search: ids['Alone'] })).toBe('Alone');
  expect(await names({ search: '100%' })).toBe('');
});

test('a page has the total number of rows, and is empty past the end', async () => {
  expect(await page({ size: 3 })).toMatchObject({ size: 3, total: 4 });
  const filters = encodeURIComponent(JSON.stringify([{ field: 'tags', operator: 'is_not_empty' }]));
  const second = await server.call('GET', `private/traces?project_name=${PROJECT}&size=1&page=2&filters=${filters}`);
  expect(second.body).toMatchObject({ page: 2, size: 1, total: 2, content: [{ name: 'Ship' }] });
  const past = await server.call('GET', `private/traces?project_name=${PROJECT}&size=1&page=3&filters=${filters}`);
  expect(past.body).toMatchObject({ page: 3, size: 0, total: 2, content: [] });
});

test('a trace is read with the sums of its spans, its scores and its comments', async () => {
  const { body } = await server.call<TracePublic>('GET', `private/traces/${ids['Ship']}`);
  expect(body).toMatchObject({
    span_count: 2,
    llm_span_count: 1,
    has_tool_spans: true,
    providers: ['openai'],
    usage: { total_tokens: 100 },
    total_estimated_cost: 0.5,
    duration: 60_000,
    feedback_scores: [{ name: 'Quality', value: 0.9 }],
    span_feedback_scores: [{ name: 'speed', value: 0.75, source: 'sdk' }],
    comments: [{ text: 'well done' }],
  });
  const { content } = await page({ size: 10 });
  expect(content.at(-1)).toEqual(body);
});

test('fields can be excluded, and long texts are cut on request', async () => {
  const { content } = await page({ exclude: ['input', 'feedback_scores', 'usage', 'start_time'] });
  expect(content.at(-1)).not.toHaveProperty('input');
  expect(content.at(-1)).not.toHaveProperty('feedback_scores');
  expect(content.at(-1)).not.toHaveProperty('usage');
  expect(content.at(-1)).toMatchObject({ start_time: expect.any(String), output: { answer: 'At sea' }, span_count: 2 });
  const cut = (await page({ truncate: 'true' })).content;
  expect((cut.at(0)!.input as { text: string }).text).toBe(`${'x'.repeat(10_000)}…`);
  expect(cut.at(1)!.input).toEqual({ image: '[image/png]' });
  const stripped = (await page({ strip_attachments: 'true' })).content;
  expect((stripped.at(0)!.input as { text: string }).text).toHaveLength(20_000);
  expect(stripped.at(1)!.input).toEqual({ image: '[image/png]' });
  const { status, body } = await server.call<ErrorBody>(
    'GET',
    `private/traces?project_name=${PROJECT}&exclude=["secret"]`,
  );
  expect([status, body.message]).toEqual([400, expect.stringContaining('the fields that can be excluded are name')]);
});

test('the statistics of traces add up a list', async () => {
  const stats = async (query: string): Promise<Record<string, unknown>> => {
    const { body } = await server.call<Statistics>('GET', `private/traces/stats?project_name=${PROJECT}${query}`);
    return Object.fromEntries(body.stats.map(({ name, value }) => [name, value]));
  };
  expect(await stats('')).toEqual({
    trace_count: 4,
    duration: { p50: 120_000, p90: expect.closeTo(168_000, 0), p99: expect.closeTo(178_800, 0) },
    input: 4,
    output: 1,
    metadata: 2,
    tags: 0.75,
    error_count: 1,
    span_count: 0.75,
    llm_span_count: 0.5,
    total_estimated_cost: 0.375,
    total_estimated_cost_sum: 0.75,
    'usage.total_tokens': 55,
    'feedback_scores.Quality': 0.5,
    'feedback_scores.tone': 1,
    'span_feedback_scores.speed': 0.75,
  });
  const filters = encodeURIComponent('[{"field":"name","operator":"=","value":"refund"}]');
  expect(await stats(`&filters=${filters}`)).toMatchObject({
    trace_count: 1,
    error_count: 1,
    total_estimated_cost: 0.25,
    'feedback_scores.Quality': 0.1,
  });
  expect(await stats('&search=nowhere')).toMatchObject({ trace_count: 0, duration: undefined, tags: 0 });
});

test('the names of scores are listed', async () => {
  const { body: project } = await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name: PROJECT });
  const path = `feedback-scores/names?project_id=${project.id}`;
  expect((await server.call('GET', `private/traces/${path}`)).body).toEqual({
    scores: [{ name: 'Quality' }, { name: 'tone' }],
  });
  expect((await server.call('GET', `private/spans/${path}`)).body).toEqual({ scores: [{ name: 'speed' }] });
  expect((await server.call('GET', `private/spans/${path}&type=tool`)).body).toEqual({ scores: [] });
  expect((await server.call('GET', `private/spans/${path}&type=llm`)).body).toEqual({ scores: [{ name: 'speed' }] });
});

test('many traces are updated at once, and their tags are replaced or added to', async () => {
  const [one, two] = [newId(), newId()];
  const trace = { project_name: 'many', start_time: at(0), tags: ['old'] };
  await server.call('POST', 'private/traces/batch', { traces: [one, two].map((id) => ({ ...trace, id })) });
  const tags = async (): Promise<(string[] | undefined)[]> =>
    Promise.all(
      [one, two].map(async (id) => (await server.call<TracePublic>('GET', `private/traces/${id}`)).body.tags),
    );
  const patch = (rest: object) => server.call<ErrorBody>('PATCH', 'private/traces/batch', { ids: [one, two], ...rest });
  expect((await patch({ update: { tags: ['new'], environment: 'test' }, merge_tags: true })).status).toBe(204);
  expect(await tags()).toEqual([
    ['old', 'new'],
    ['old', 'new'],
  ]);
  expect((await patch({ update: { tags: ['only'] } })).status).toBe(204);
  expect(await tags()).toEqual([['only'], ['only']]);
  const wrong = await patch({ ids: [one, 'x'], update: { tags: ['again'] } });
  expect(wrong).toMatchObject({ status: 400, body: { stored: 1, errors: [{ index: 1, path: 'ids' }] } });
  expect(await tags()).toEqual([['again'], ['only']]);
  expect((await patch({ ids: [] })).status).toBe(422);
});

import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { ThreadPublic } from './threads.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Turn {
  thread_id?: string;
  input?: unknown;
  output?: unknown;
  start_time?: string;
  end_time?: string;
  environment?: string;
  last_updated_at?: string;
}

async function send(project: string, turns: Turn[]): Promise<string[]> {
  const traces = turns.map((turn) => ({
    id: newId(),
    project_name: project,
    name: 'turn',
    start_time: new Date().toISOString(),
    ...turn,
  }));
  expect((await server.call('POST', 'private/traces/batch', { traces })).status).toBe(204);
  return traces.map((trace) => trace.id);
}

interface ThreadPage {
  total: number;
  content: ThreadPublic[];
  sortableBy: string[];
}

async function page(project: string, query: Record<string, unknown> = {}): Promise<ThreadPage> {
  const search = new URLSearchParams({ project_name: project });
  for (const [key, value] of Object.entries(query)) {
    search.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const { status, body } = await server.call<ThreadPage>('GET', `private/traces/threads?${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function idsOf(project: string, query: Record<string, unknown> = {}): Promise<string[]> {
  return (await page(project, query)).content.map((thread) => thread.id);
}

async function search(body: object): Promise<ThreadPublic[]> {
  const response = await fetch(`${server.url}/api/v1/private/traces/threads/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  const text = await response.text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ThreadPublic);
}

async function retrieve(project_name: string, thread_id: string): Promise<ThreadPublic> {
  const body = { project_name, thread_id };
  const answer = await server.call<ThreadPublic>('POST', 'private/traces/threads/retrieve', body);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('a thread', () => {
  test('a thread has the fields that its traces determine', async () => {
    const [first, last] = await send('shop', [
      {
        thread_id: 'order-7',
        input: { messages: [{ role: 'user', content: 'Where is it?' }] },
        output: 'On its way.',
        start_time: '2026-02-01T10:00:00.000Z',
        end_time: '2026-02-01T10:00:02.000Z',
      },
      {
        thread_id: 'order-7',
        input: 'Thanks',
        output: { text: 'You are welcome.' },
        start_time: '2026-02-01T10:01:00.000Z',
        end_time: '2026-02-01T10:01:01.500Z',
        environment: 'production',
      },
    ]);
    const spans = [first, last].map((trace_id) => ({
      id: newId(),
      trace_id,
      project_name: 'shop',
      type: 'llm',
      start_time: '2026-02-01T10:00:00.000Z',
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
      total_estimated_cost: 0.25,
    }));
    await server.call('POST', 'private/spans/batch', { spans });
    const thread = await retrieve('shop', 'order-7');
    expect(thread).toMatchObject({
      id: 'order-7',
      first_message: { messages: [{ role: 'user', content: 'Where is it?' }] },
      last_message: { text: 'You are welcome.' },
      number_of_messages: 4,
      duration: 61_500,
      usage: { prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 },
      total_estimated_cost: 0.5,
      environment: 'production',
      status: 'active',
    });
    expect(Date.parse(thread.start_time)).toBe(Date.parse('2026-02-01T10:00:00.000Z'));
    expect(thread.thread_model_id).toMatch(/^[0-9a-f-]{14}7/);
    const unknown = await server.call('POST', 'private/traces/threads/retrieve', {
      project_name: 'shop',
      thread_id: 'no',
    });
    expect(unknown.status).toBe(404);
  });

  test('a thread exists as soon as an update names it, separately in each project', async () => {
    const [id] = await send('late', [{ input: 'hello' }]);
    expect((await page('late')).total).toBe(0);
    await server.call('PATCH', `private/traces/${id}`, { project_name: 'late', thread_id: 'order-7' });
    expect(await idsOf('late')).toEqual(['order-7']);
    expect((await retrieve('late', 'order-7')).number_of_messages).toBe(2);
  });

  test('a thread may have any id', async () => {
    const ids = [`a'b"c\\d`, 'with / slash', '日本 🧵', ' ', '{thread:String}', 'x'.repeat(5_000)];
    await send(
      'any-id',
      ids.map((thread_id) => ({ thread_id, input: thread_id })),
    );
    expect((await idsOf('any-id')).toSorted()).toEqual(ids.toSorted());
    for (const id of ids) expect((await retrieve('any-id', id)).first_message).toBe(id);
    const filters = [{ field: 'thread_id', operator: '=', value: ids.at(0) }];
    expect(await idsOf('any-id', { filters })).toEqual([ids.at(0)]);
  });

  test('a thread is closed, opened, and opened by a new trace', async () => {
    await send('status', [{ thread_id: 'a' }, { thread_id: 'b' }]);
    const set = (verb: string, body: object) =>
      server.call<{ message: string }>('PUT', `private/traces/threads/${verb}`, { project_name: 'status', ...body });
    expect((await set('close', { thread_ids: ['a', 'b'] })).status).toBe(204);
    const inactive = [{ field: 'status', operator: '=', value: 'inactive' }];
    expect((await idsOf('status', { filters: inactive })).toSorted()).toEqual(['a', 'b']);
    expect((await set('open', { thread_id: 'a' })).status).toBe(204);
    expect((await retrieve('status', 'a')).status).toBe('active');
    await send('status', [{ thread_id: 'b' }]);
    expect((await retrieve('status', 'b')).status).toBe('active');
    const refused = await set('close', { thread_ids: ['a', 'nobody'] });
    expect(refused).toMatchObject({ status: 404, body: { message: expect.stringContaining('"nobody"') as string } });
    expect((await retrieve('status', 'a')).status).toBe('active');
    expect((await set('close', {})).status).toBe(400);
  });

  test('a thread is inactive 15 minutes after its last write if the workspace sets no cool-down', async () => {
    const ago = (minutes: number, seconds: number): string =>
      new Date(Date.now() - (minutes * 60 + seconds) * 1_000).toISOString();
    await send('cooling', [
      // The test itself has half a minute.
      { thread_id: 'warm', last_updated_at: ago(14, 30) },
      { thread_id: 'cool', last_updated_at: ago(15, 1) },
    ]);
    expect((await retrieve('cooling', 'warm')).status).toBe('active');
    expect((await retrieve('cooling', 'cool')).status).toBe('inactive');
  });

  test('a thread is inactive after the cool-down of the workspace', async () => {
    const long = new Date(Date.now() - 20 * 60_000).toISOString();
    await send('quiet', [{ thread_id: 'old', last_updated_at: long }, { thread_id: 'new' }]);
    expect((await retrieve('quiet', 'old')).status).toBe('inactive');
    expect((await retrieve('quiet', 'new')).status).toBe('active');
    const configurations = 'private/workspaces/configurations';
    expect((await server.call('GET', configurations)).status).toBe(404);
    const put = (timeout: string) =>
      server.call<object>('PUT', configurations, { timeout_to_mark_thread_as_inactive: timeout });
    expect((await put('PT30M')).body).toEqual({ timeout_to_mark_thread_as_inactive: 'PT30M' });
    expect((await retrieve('quiet', 'old')).status).toBe('active');
    for (const wrong of ['30', 'PT', 'P40D', '']) expect((await put(wrong)).status).toBe(422);
    expect((await server.call('DELETE', configurations)).status).toBe(204);
    expect((await retrieve('quiet', 'old')).status).toBe('inactive');
  });

  test('a thread has its own tags, scores and comments', async () => {
    await send('own', [{ thread_id: 'a' }, { thread_id: 'b' }]);
    const model = async (id: string) => (await retrieve('own', id)).thread_model_id;
    const [a, b] = [await model('a'), await model('b')];
    expect((await server.call('PATCH', `private/traces/threads/${a}`, { tags: ['x', 'y'] })).status).toBe(204);
    const edits = { tags_to_add: ['z'], tags_to_remove: ['x'] };
    expect((await server.call('PATCH', `private/traces/threads/${a}`, edits)).status).toBe(204);
    const merged = { ids: [a, b], update: { tags: ['vip'] }, merge_tags: true };
    expect((await server.call('PATCH', 'private/traces/threads/batch', merged)).status).toBe(204);
    expect((await retrieve('own', 'a')).tags).toEqual(['y', 'z', 'vip']);
    expect((await retrieve('own', 'b')).tags).toEqual(['vip']);
    expect((await server.call('PATCH', `private/traces/threads/${newId()}`, { tags: [] })).status).toBe(404);
    const scores = [
      { project_name: 'own', thread_id: 'a', name: 'Quality', value: 0.8, source: 'sdk', reason: 'good' },
    ];
    expect((await server.call('PUT', 'private/traces/threads/feedback-scores', { scores })).status).toBe(204);
    const comment = await server.call('POST', `private/traces/threads/${a}/comments`, { text: 'kind' });
    expect(comment.status).toBe(201);
    expect(await retrieve('own', 'a')).toMatchObject({
      feedback_scores: [{ name: 'Quality', value: 0.8, source: 'sdk', reason: 'good' }],
      comments: [{ text: 'kind' }],
    });
    const filters = (field: string, operator: string, value: string, key?: string) => ({
      filters: [{ field, operator, value, ...(key && { key }) }],
    });
    expect(await idsOf('own', filters('feedback_scores', '>=', '0.8', 'quality'))).toEqual(['a']);
    expect(await idsOf('own', filters('tags', '=', 'y'))).toEqual(['a']);
    const names = await server.call<{ scores: object[] }>(
      'GET',
      `private/traces/threads/feedback-scores/names?project_id=${(await retrieve('own', 'a')).project_id}`,
    );
    expect(names.body.scores).toEqual([{ name: 'Quality' }]);
    const gone = { project_name: 'own', thread_id: 'a', names: ['Quality'] };
    expect((await server.call('POST', 'private/traces/threads/feedback-scores/delete', gone)).status).toBe(204);
    expect((await retrieve('own', 'a')).feedback_scores).toBeUndefined();
  });

  test('a thread is deleted with its traces', async () => {
    await send('gone', [{ thread_id: 'a' }, { thread_id: 'a' }, { thread_id: 'b' }]);
    const body = { project_name: 'gone', thread_ids: ['a'] };
    expect((await server.call('POST', 'private/traces/threads/delete', body)).status).toBe(204);
    expect(await idsOf('gone')).toEqual(['b']);
  });
});

describe('a list of threads', () => {
  const project = 'many';
  beforeAll(async () => {
    await send(
      project,
      Array.from({ length: 25 }, (_, index) => ({
        thread_id: `t${String(index).padStart(2, '0')}`,
        input: { question: `question ${index}` },
        output: `answer ${index}`,
        start_time: new Date(Date.UTC(2026, 2, 1, 0, index)).toISOString(),
        end_time: new Date(Date.UTC(2026, 2, 1, 0, index, index)).toISOString(),
      })),
    );
  });

  test('a list of threads has pages, sorting and its sortable fields', async () => {
    const second = await page(project, { page: '2', size: '10' });
    expect(second).toMatchObject({ total: 25, page: 2, size: 10 });
    expect(new Set([...(await idsOf(project, { size: '10' })), ...second.content.map(({ id }) => id)]).size).toBe(20);
    expect(await idsOf(project, { page: '4', size: '10' })).toEqual([]);
    const byDuration = { sorting: [{ field: 'duration', direction: 'ASC' }], size: '3' };
    expect(await idsOf(project, byDuration)).toEqual(['t00', 't01', 't02']);
    expect(second.sortableBy).toContain('number_of_messages');
    const wrong = await server.call(
      'GET',
      `private/traces/threads?project_name=${project}&sorting=${encodeURIComponent('[{"field":"nothing"}]')}`,
    );
    expect(wrong.status).toBe(400);
  });

  test.each([
    ['first_message', 'contains', 'QUESTION 7"', ['t07']],
    ['last_message', '=', '"answer 3"', ['t03']],
    ['id', 'starts_with', 'T2', ['t20', 't21', 't22', 't23', 't24']],
    ['duration', '>=', '23000', ['t23', 't24']],
    ['number_of_messages', '=', '4', []],
    ['start_time', '<', '2026-03-01T00:02:00Z', ['t00', 't01']],
    ['end_time', '>', '2026-03-01T00:24:00Z', ['t24']],
    ['usage.total_tokens', '>', '1', []],
  ])('is filtered by %s %s %s', async (field, operator, value, expected) => {
    const ids = await idsOf(project, { filters: [{ field, operator, value }], size: '100' });
    expect(ids.toSorted()).toEqual(expected);
  });

  test('a list of threads is filtered by texts and times of its traces', async () => {
    expect(await idsOf(project, { search: 'answer 11' })).toEqual(['t11']);
    const bounds = { from_time: '2026-03-01T00:23:00Z', to_time: '2026-03-01T00:24:00Z' };
    expect((await idsOf(project, bounds)).toSorted()).toEqual(['t23', 't24']);
    expect((await idsOf(project, { ...bounds, search: '' })).toSorted()).toEqual(['t23', 't24']);
  });

  test('a search streams threads, and continues after the last one', async () => {
    const all = await search({ project_name: project });
    expect(all.map((thread) => thread.id)).toEqual(
      Array.from({ length: 25 }, (_, index) => `t${String(24 - index).padStart(2, '0')}`),
    );
    const first = await search({ project_name: project, limit: 10 });
    const rest = await search({
      project_name: project,
      limit: 100,
      last_retrieved_thread_model_id: first.at(-1)?.thread_model_id,
    });
    expect([...first, ...rest]).toEqual(all);
    const filters = [{ field: 'id', operator: '=', value: 't05' }];
    expect(await search({ project_name: project, filters })).toMatchObject([{ id: 't05', last_message: 'answer 5' }]);
  });

  test('the statistics of threads add up the list', async () => {
    const { body } = await server.call<{ stats: { name: string; value: unknown }[] }>(
      'GET',
      `private/traces/threads/stats?project_name=${project}`,
    );
    const values = Object.fromEntries(body.stats.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ thread_count: 25, number_of_messages: 2, duration: { p50: 12_000 } });
  });
});

test('threads are filtered by what their traces and spans have', async () => {
  const project_name = 'threads by content';
  const start_time = new Date().toISOString();
  const traceOf = (thread_id: string, name: string, plan: string) => ({
    id: newId(),
    project_name,
    thread_id,
    name,
    start_time,
    metadata: { resource: { 'service.name': plan } },
  });
  const traces = [traceOf('a', 'desk', 'pro'), traceOf('a', 'shop', 'free'), traceOf('b', 'shop', 'free')];
  await server.call('POST', 'private/traces/batch', { traces });
  const spanOf = (at: number, model: string, provider: string) => ({
    trace_id: traces[at]?.id,
    project_name,
    start_time,
    type: 'llm',
    model,
    provider,
  });
  const spans = [
    spanOf(0, 'gpt-4o', 'openai'),
    spanOf(1, 'claude-sonnet-4-5', 'anthropic'),
    spanOf(2, 'gpt-4o', 'openai'),
  ];
  await server.call('POST', 'private/spans/batch', { spans });
  const found = async (filters: string): Promise<string> => {
    const query = new URLSearchParams({ project_name, filters });
    const { body } = await server.call<{ content: { id: string }[] }>(
      'GET',
      `private/traces/threads?${query.toString()}`,
    );
    return body.content
      .map(({ id }) => id)
      .toSorted()
      .join('');
  };
  expect(await found('name = "desk"')).toBe('a');
  expect(await found('name != "desk"')).toBe('b');
  expect(await found('name contains "o"')).toBe('ab');
  expect(await found('name not_contains "des"')).toBe('b');
  expect(await found('metadata.resource.service.name = "free"')).toBe('ab');
  expect(await found('metadata.resource.service.name = "pro"')).toBe('a');
  expect(await found('model starts_with "claude"')).toBe('a');
  expect(await found('model = "GPT-4o" AND provider != "anthropic"')).toBe('b');
  expect(await found('provider ends_with "none"')).toBe('');
});

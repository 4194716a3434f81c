import { newId, type Project } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const retrieve = (name: string) => server.call<Project>('POST', 'private/projects/retrieve', { name });

test('the default project exists from the start, and retrieve never creates another one', async () => {
  expect(await retrieve('Default Project')).toMatchObject({ status: 200, body: { name: 'Default Project' } });
  expect((await retrieve('not there')).status).toBe(404);
  expect((await retrieve('not there')).status).toBe(404);
});

test('a project is created, changed, renamed and deleted; its name is then free, and a new project has another id', async () => {
  expect((await server.call('POST', 'private/projects', { name: 'shop', description: 'd' })).status).toBe(201);
  expect((await server.call('POST', 'private/projects', { name: 'shop' })).status).toBe(409);
  const { id } = (await retrieve('shop')).body;
  expect((await server.call('PATCH', `private/projects/${id}`, { description: 'new' })).status).toBe(204);
  expect((await server.call<Project>('GET', `private/projects/${id}`)).body).toMatchObject({
    name: 'shop',
    description: 'new',
  });
  await server.call('PATCH', `private/projects/${id}`, { name: 'store' });
  expect((await retrieve('shop')).status).toBe(404);
  expect((await retrieve('store')).body.id).toBe(id);
  expect((await server.call('DELETE', `private/projects/${id}`)).status).toBe(204);
  expect((await server.call('DELETE', `private/projects/${id}`)).status).toBe(404);
  await server.call('POST', 'private/projects', { name: 'store' });
  expect((await retrieve('store')).body.id).not.toBe(id);
});

test('the list of projects has pages and is filtered by name, ignoring case', async () => {
  for (const name of ['list Alpha', 'list beta']) await server.call('POST', 'private/projects', { name });
  const list = async (query: string) =>
    (await server.call<{ content: Project[]; total: number }>('GET', `private/projects?${query}`)).body;
  expect((await list('name=LIST')).content.map((project) => project.name).toSorted()).toEqual([
    'list Alpha',
    'list beta',
  ]);
  expect(await list('name=list&page=2&size=1')).toMatchObject({ total: 2, content: [{}] });
  expect((await list('page=99')).content).toEqual([]);
});

test('a write creates the project that it names, once, also when many writes arrive at the same moment', async () => {
  await Promise.all(
    Array.from({ length: 20 }, () =>
      server.call('POST', 'private/traces/batch', {
        traces: [{ id: newId(), project_name: 'made by writes', start_time: new Date().toISOString() }],
      }),
    ),
  );
  const page = await server.call<{ total: number }>('GET', 'private/traces?project_name=made%20by%20writes');
  expect(page.body.total).toBe(20);
});

test('a wrong project is refused with the field', async () => {
  expect(await server.call('POST', 'private/projects', { name: ' ' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'name' }] },
  });
  expect((await server.call('GET', 'private/projects/abc')).status).toBe(400);
  expect((await server.call('GET', `private/projects/${newId()}`)).status).toBe(404);
});

test('the list of projects includes the activity in each, and is sorted by it', async () => {
  const DAY_MS = 86_400_000;
  const at = (days: number) => Date.now() - days * DAY_MS;
  const write = async (project_name: string, days: number, more: object = {}, span: object = {}) => {
    const [id, start_time] = [newId(at(days)), new Date(at(days)).toISOString()];
    const error_info = { exception_type: 'E', traceback: 't' };
    const own = 'failed' in more ? { error_info } : {};
    await server.call('POST', 'private/traces/batch', { traces: [{ id, project_name, start_time, ...own, ...more }] });
    await server.call('POST', 'private/spans/batch', {
      spans: [{ id: newId(at(days)), trace_id: id, project_name, start_time, ...span }],
    });
    return id;
  };
  type Listed = Project & { trace_count: number; total_estimated_cost_sum?: number; error_count: { count: number } };
  const list = async (field: string, direction = 'DESC') => {
    const sorting = encodeURIComponent(JSON.stringify([{ field, direction }]));
    const { body } = await server.call<{ content: Listed[] }>(
      'GET',
      `private/projects?name=happened&sorting=${sorting}`,
    );
    return body.content;
  };
  const namesBy = async (field: string, direction = 'DESC') => (await list(field, direction)).map(({ name }) => name);

  const old = await write('happened long ago', 400, {}, { total_estimated_cost: 0.5 });
  await write('happened long ago', 40, { failed: true });
  await write('happened today', 0, { thread_id: 't' }, { total_estimated_cost: 2, usage: { total_tokens: 10 } });
  await server.call('POST', 'private/projects', { name: 'happened never' });
  await expect
    .poll(async () => (await list('name', 'ASC')).map((row) => [row.trace_count, row.total_estimated_cost_sum ?? 0]))
    .toEqual([
      [2, 0.5],
      [0, 0],
      [1, 2],
    ]);
  expect((await list('trace_count')).at(0)).toMatchObject({ name: 'happened long ago', error_count: { count: 1 } });
  expect(await namesBy('total_estimated_cost_sum')).toEqual(['happened today', 'happened long ago', 'happened never']);
  expect(await namesBy('last_updated_trace_at')).toEqual(['happened today', 'happened long ago', 'happened never']);
  expect(await namesBy('name', 'ASC')).toEqual(['happened long ago', 'happened never', 'happened today']);

  // Cached counts are updated when a write or a deletion changes them.
  await write('happened long ago', 300);
  await expect.poll(async () => (await list('trace_count')).at(0)?.trace_count).toBe(3);
  await server.call('DELETE', `private/traces/${old}`);
  expect((await list('trace_count')).at(0)?.trace_count).toBe(2);
  await write('happened long ago', 0);
  expect((await list('trace_count')).at(0)?.trace_count).toBe(3);

  const stats = await server.call<{ content: object[] }>('GET', 'private/projects/stats?name=happened%20today');
  expect(stats.body.content).toMatchObject([
    {
      trace_count: 1,
      thread_count: 1,
      total_estimated_cost: 2,
      total_estimated_cost_sum: 2,
      usage: { total_tokens: 10 },
      error_count: { count: 0, deviation: 0 },
    },
  ]);
  const [today] = await list('trace_count').then((rows) => rows.filter(({ name }) => name === 'happened today'));
  expect((await server.call('GET', `private/projects/${today?.id}/token-usage/names`)).body).toEqual({
    names: ['total_tokens'],
  });
  expect((await server.call('GET', `private/projects?sorting=${encodeURIComponent('[{"field":"x"}]')}`)).status).toBe(
    400,
  );
});

test('the statistics of a project include a score that arrived before its trace', async () => {
  const id = newId();
  const score = { id, name: 'early', value: 0.5, source: 'sdk' };
  await server.call('PUT', 'private/traces/feedback-scores', { scores: [score] });
  const trace = { id, project_name: 'scored early', start_time: new Date().toISOString() };
  await server.call('POST', 'private/traces/batch', { traces: [trace] });
  const stats = await server.call<{ content: object[] }>('GET', 'private/projects/stats?name=scored%20early');
  expect(stats.body.content).toMatchObject([{ feedback_scores: [{ name: 'early', value: 0.5 }] }]);
});

test('several projects are deleted at once; the names of their scores are listed', async () => {
  const id = newId();
  const names = ['scored a', 'scored b'];
  const start_time = new Date().toISOString();
  await server.call('POST', 'private/traces/batch', {
    traces: [
      { id, project_name: 'scored a', start_time },
      { project_name: 'scored b', start_time },
    ],
  });
  for (const name of ['z', 'a']) {
    await server.call('PUT', 'private/traces/feedback-scores', { scores: [{ id, name, value: 1, source: 'sdk' }] });
  }
  const ids = await Promise.all(names.map(async (name) => (await retrieve(name)).body.id));
  const scoreNames = async (query: string) =>
    (await server.call('GET', `private/projects/feedback-scores/names?${query}`)).body;
  expect(await scoreNames(`project_ids=${ids.join(',')}`)).toEqual({ scores: [{ name: 'a' }, { name: 'z' }] });
  expect(await scoreNames(`project_ids=${ids[1]}`)).toEqual({ scores: [] });
  expect((await server.call('POST', 'private/projects/delete', { ids: [...ids, newId()] })).status).toBe(204);
  for (const name of names) expect((await retrieve(name)).status).toBe(404);
});

test('Default Project is found in every spelling of upper and lower case, and is there once', async () => {
  const names = ['Default project', 'default project', 'DEFAULT PROJECT', 'Default Project'];
  for (const project_name of names) {
    const trace = { project_name, name: project_name, start_time: new Date().toISOString() };
    expect((await server.call('POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
    const query = new URLSearchParams({ project_name });
    expect((await server.call('GET', `private/traces?${query.toString()}`)).status).toBe(200);
    expect((await server.call('POST', 'private/projects', { name: project_name })).status).toBe(409);
  }
  const page = await server.call<{ content: { name: string }[] }>('GET', 'private/projects?size=100');
  expect(page.body.content.filter(({ name }) => name.toLowerCase() === 'default project')).toHaveLength(1);
  const other = await server.call('GET', 'private/traces?project_name=Default%20%20Project');
  expect(other.status).toBe(404);
});

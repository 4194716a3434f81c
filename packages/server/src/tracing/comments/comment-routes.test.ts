import { newId, type Comment, type Id } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    authorize: ({ headers }) => ({
      subject: String(headers['x-user'] ?? 'program'),
      role: headers['x-user'] ? 'write' : 'manage',
    }),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const start_time = '2026-11-01T10:00:00.000Z';

/** A trace in a thread, with a span; the model id of the thread. */
async function written(project_name: string): Promise<{ trace: Id; span: Id; thread: Id }> {
  const [trace, span] = [newId(), newId()];
  const thread = { project_name, thread_id: `a/b ü ${trace}` };
  await server.call('POST', 'private/traces/batch', { traces: [{ ...thread, id: trace, start_time }] });
  await server.call('POST', 'private/spans/batch', {
    spans: [{ id: span, trace_id: trace, project_name, start_time }],
  });
  const { body } = await server.call<{ thread_model_id: Id }>('POST', 'private/traces/threads/retrieve', thread);
  return { trace, span, thread: body.thread_model_id };
}

async function add(user: string, path: string, text: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/${path}/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': user },
    body: JSON.stringify({ text }),
  });
  expect(response.status).toBe(201);
  const location = response.headers.get('location') ?? '';
  expect(location).toContain(`/${path}/comments/`);
  return location.slice(location.lastIndexOf('/') + 1);
}

const places = [
  ['traces', 'trace'],
  ['spans', 'span'],
  ['traces/threads', 'thread'],
] as const;

test.each(places)('a comment on %s is created, read, changed and deleted', async (path, entity) => {
  const id = (await written('commented'))[entity];
  const other = (await written('commented'))[entity];
  const comment = await add('ada', `private/${path}/${id}`, 'why so slow?');
  const second = await add('bob', `private/${path}/${id}`, 'a cold cache');
  const read = (of: Id, which: string) => server.call<Comment>('GET', `private/${path}/${of}/comments/${which}`);
  expect((await read(id, comment)).body).toMatchObject({ id: comment, text: 'why so slow?', created_by: 'ada' });
  // A comment is found only on its own entity.
  expect((await read(other, comment)).status).toBe(404);
  expect((await server.call('PATCH', `private/${path}/comments/${comment}`, { text: 'it is fast' })).status).toBe(204);
  expect((await read(id, comment)).body).toMatchObject({
    text: 'it is fast',
    created_by: 'ada',
    last_updated_by: 'program',
  });
  expect((await server.call('POST', `private/${path}/comments/delete`, { ids: [comment, newId()] })).status).toBe(204);
  expect((await read(id, comment)).status).toBe(404);
  expect((await read(id, second)).body.text).toBe('a cold cache');
  expect((await server.call('PATCH', `private/${path}/comments/${comment}`, { text: 'x' })).status).toBe(404);
});

test.each(places)('a comment on %s is changed and deleted by its author, or by a moderator', async (path, entity) => {
  const id = (await written('moderated'))[entity];
  const comment = await add('ada', `private/${path}/${id}`, 'mine');
  const as = async (user: string, method: string, rest: string, body: object): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-user': user };
    const url = `${server.url}/api/v1/private/${path}/comments/${rest}`;
    return (await fetch(url, { method, headers, body: JSON.stringify(body) })).status;
  };
  expect(await as('bob', 'PATCH', comment, { text: 'not yours' })).toBe(403);
  expect(await as('bob', 'POST', 'delete', { ids: [comment] })).toBe(403);
  expect(await as('ada', 'PATCH', comment, { text: 'still mine' })).toBe(204);
  const read = (): Promise<{ status: number; body: Comment }> =>
    server.call<Comment>('GET', `private/${path}/${id}/comments/${comment}`);
  expect((await read()).body.text).toBe('still mine');
  expect(await as('ada', 'POST', 'delete', { ids: [comment] })).toBe(204);
  expect((await read()).status).toBe(404);
});

test('traces and spans are read with their comments, oldest first', async () => {
  const { trace, span } = await written('read');
  for (const text of ['one', 'two']) await add('ada', `private/traces/${trace}`, text);
  await add('ada', `private/spans/${span}`, 'three');
  const texts = async (path: string) =>
    (await server.call<{ comments: Comment[] }>('GET', path)).body.comments.map(({ text }) => text);
  expect(await texts(`private/traces/${trace}`)).toEqual(['one', 'two']);
  expect(await texts(`private/spans/${span}`)).toEqual(['three']);
});

test('deleting a trace or thread deletes its comments', async () => {
  const { trace, span, thread } = await written('deleted');
  const all = [
    `private/traces/${trace}/comments/${await add('ada', `private/traces/${trace}`, 'x')}`,
    `private/spans/${span}/comments/${await add('ada', `private/spans/${span}`, 'x')}`,
    `private/traces/threads/${thread}/comments/${await add('ada', `private/traces/threads/${thread}`, 'x')}`,
  ];
  for (const path of all) expect((await server.call('GET', path)).status).toBe(200);
  await server.call('DELETE', `private/traces/${trace}`);
  for (const path of all) expect((await server.call('GET', path)).status).toBe(404);
  expect((await server.call('POST', `private/traces/${trace}/comments`, { text: 'late' })).status).toBe(404);
});

test('a wrong comment is refused with its field, and a comment on a missing entity is answered 404', async () => {
  const { trace } = await written('refused');
  for (const body of [{}, { text: ' ' }, { text: 1 }]) {
    expect(await server.call('POST', `private/traces/${trace}/comments`, body)).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'text' }] },
    });
  }
  for (const [path] of places) {
    expect((await server.call('POST', `private/${path}/${newId()}/comments`, { text: 'x' })).status).toBe(404);
    expect((await server.call('POST', `private/${path}/abc/comments`, { text: 'x' })).status).toBe(400);
  }
});

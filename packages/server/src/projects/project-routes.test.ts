import { newId, type Project } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const retrieve = (name: string) => server.call<Project>('POST', 'private/projects/retrieve', { name });

test('Default Project is there from the start; retrieve never makes another', async () => {
  expect(await retrieve('Default Project')).toMatchObject({ status: 200, body: { name: 'Default Project' } });
  expect((await retrieve('not there')).status).toBe(404);
  expect((await retrieve('not there')).status).toBe(404);
});

test('a project is created, changed, renamed and deleted; its name is then free, and a new one has another id', async () => {
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

test('the list is paged and narrowed by name, ignoring case', async () => {
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

test('a write makes the project that it names, once, also when many come at the same moment', async () => {
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

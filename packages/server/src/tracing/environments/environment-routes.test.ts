import { newId, type Environment } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const list = async () => (await server.call<{ content: Environment[] }>('GET', 'private/environments')).body.content;
const create = (body: object) => server.call<{ message: string }>('POST', 'private/environments', body);

test('environments are created with the id of the client, listed by position, changed and deleted', async () => {
  expect(await list()).toEqual([]);
  const [production, staging] = [newId(), newId()];
  expect((await create({ id: staging, name: 'staging', position: 2 })).status).toBe(201);
  const color = '#FF0000';
  expect((await create({ id: production, name: 'production', description: 'live', color, position: 1 })).status).toBe(
    201,
  );
  expect((await create({ name: 'another' })).status).toBe(201);
  expect((await list()).map(({ name }) => name)).toEqual(['production', 'staging', 'another']);
  expect((await list()).at(0)).toMatchObject({ id: production, description: 'live', color, position: 1 });

  const path = `private/environments/${production}`;
  expect((await server.call('PATCH', path, { description: 'customers', color: null })).status).toBe(204);
  const { body } = await server.call<Environment>('GET', path);
  expect(body).toMatchObject({ name: 'production', description: 'customers', position: 1 });
  expect(body).not.toHaveProperty('color');

  expect((await server.call('POST', 'private/environments/delete', { ids: [staging, newId()] })).status).toBe(204);
  expect((await server.call('GET', `private/environments/${staging}`)).status).toBe(404);
  // Its name is free again.
  expect((await create({ name: 'staging' })).status).toBe(201);
});

test('a name is unique, also after renaming and when many clients create it at the same moment', async () => {
  const [one, two] = [newId(), newId()];
  await create({ id: one, name: 'one' });
  await create({ id: two, name: 'two' });
  expect(await create({ name: 'one' })).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('environment') as string },
  });
  expect((await create({ id: one, name: 'new name' })).status).toBe(409);
  expect((await server.call('PATCH', `private/environments/${two}`, { name: 'one' })).status).toBe(409);
  expect((await server.call('PATCH', `private/environments/${two}`, { name: 'three' })).status).toBe(204);
  expect((await create({ name: 'two' })).status).toBe(201);
  const statuses = await Promise.all(Array.from({ length: 10 }, () => create({ name: 'raced' })));
  expect(statuses.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(statuses.filter(({ status }) => status === 409)).toHaveLength(9);
  expect((await list()).filter(({ name }) => name === 'raced')).toHaveLength(1);
});

test('a wrong environment is refused with its field', async () => {
  const refused = async (body: object) => (await create(body)) as unknown as { status: number; body: object };
  expect(await refused({ name: '' })).toMatchObject({ status: 422, body: { errors: [{ path: 'name' }] } });
  expect(await refused({ name: 'x', color: 'url(x)' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'color' }] },
  });
  expect((await refused({ id: '6f1cb9f8-51ab-4e0c-8b2a-4c3b7a1f0d11', name: 'x' })).status).toBe(400);
  expect((await server.call('PATCH', `private/environments/${newId()}`, { name: 'x' })).status).toBe(404);
});

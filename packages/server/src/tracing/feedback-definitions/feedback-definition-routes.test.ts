import { newId, type FeedbackDefinition } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const PATH = 'private/feedback-definitions';
const create = (body: object) => server.call('POST', PATH, body);
const page = async (query = '') =>
  (await server.call<{ content: FeedbackDefinition[]; total: number; size: number }>('GET', `${PATH}?${query}`)).body;

const numerical = { type: 'numerical', name: 'Quality', details: { min: 0, max: 10 }, description: 'how good' };
const categorical = { type: 'categorical', name: 'Tone', details: { categories: { kind: 1, rude: 0 } } };
const boolean = { type: 'boolean', name: 'Solved', details: { trueLabel: 'Yes', falseLabel: 'No' } };

test('a definition of each type is created, listed by name and type in pages, changed and deleted', async () => {
  const id = newId();
  for (const [index, body] of [numerical, categorical, boolean].entries()) {
    expect((await create({ ...body, id: index === 0 ? id : undefined })).status).toBe(201);
  }
  expect((await page()).content.map(({ name }) => name)).toEqual(['Solved', 'Tone', 'Quality']);
  expect(await page('size=2&page=2')).toMatchObject({ total: 3, size: 1, content: [{ name: 'Quality' }] });
  expect((await page('name=ON')).content).toMatchObject([categorical]);
  expect((await page('type=boolean')).content).toMatchObject([boolean]);
  expect((await server.call(`GET`, `${PATH}/${id}`)).body).toMatchObject({ ...numerical, id, created_by: 'admin' });

  expect((await create(numerical)).status).toBe(409);
  const renamed = { ...boolean, name: 'Good' };
  expect((await server.call('PUT', `${PATH}/${id}`, renamed)).status).toBe(204);
  const { body } = await server.call<FeedbackDefinition>('GET', `${PATH}/${id}`);
  expect(body).toMatchObject({ ...renamed, id });
  expect(body).not.toHaveProperty('description');
  expect((await create(numerical)).status).toBe(201);

  expect((await server.call('DELETE', `${PATH}/${id}`)).status).toBe(204);
  expect((await server.call('GET', `${PATH}/${id}`)).status).toBe(404);
  const ids = (await page()).content.map((each) => each.id);
  expect((await server.call('POST', `${PATH}/delete`, { ids })).status).toBe(204);
  expect(await page()).toMatchObject({ total: 0, content: [] });
});

test.each([
  [{ ...numerical, details: { min: 2, max: 1 } }, 'details.min'],
  [{ ...numerical, details: undefined }, 'details'],
  [{ ...categorical, details: { categories: {} } }, 'details.categories'],
  [{ ...categorical, details: { categories: { good: 'high' } } }, 'details.categories.good'],
  [{ ...boolean, details: { trueLabel: 'Yes' } }, 'details.falseLabel'],
  [{ ...boolean, type: 'other' }, 'type'],
  [{ ...boolean, name: ' ' }, 'name'],
])('the definition %j is refused at %s', async (body, path) => {
  expect(await create(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});

import { newId, type FeedbackScore } from '@vitrine/core/model';
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

const START = '2026-11-01T10:00:00.000Z';

async function as(user: string, method: string, path: string, body: unknown): Promise<number> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-user': user },
    body: JSON.stringify(body),
  });
  return response.status;
}
async function scoresOf(path: string): Promise<FeedbackScore[]> {
  return (await server.call<{ feedback_scores?: FeedbackScore[] }>('GET', path)).body.feedback_scores ?? [];
}

test('a trace is scored before it is stored; its score has one value per author, is averaged, overwritten and deleted', async () => {
  const id = newId();
  const score = (value: number) => ({
    scores: [{ id, name: 'quality', value, source: 'sdk', reason: `because ${value}` }],
  });
  expect(await as('ada', 'PUT', 'private/traces/feedback-scores', score(0.2))).toBe(204);
  await server.call('POST', 'private/traces/batch', { traces: [{ id, start_time: START }] });
  await as('ada', 'PUT', 'private/traces/feedback-scores', score(0.4));
  await as('bob', 'PUT', 'private/traces/feedback-scores', score(0.8));
  const [quality] = await scoresOf(`private/traces/${id}`);
  expect(quality).toMatchObject({ name: 'quality', reason: 'because 0.8', source: 'sdk', last_updated_by: 'bob' });
  expect(quality?.value).toBeCloseTo(0.6);
  expect(Object.keys(quality?.value_by_author ?? {}).toSorted()).toEqual(['ada', 'bob']);
  const path = `private/traces/${id}/feedback-scores/delete`;
  expect(await as('ada', 'POST', path, { name: 'quality', author: 'bob' })).toBe(403);
  await server.call('POST', path, { name: 'quality', author: 'bob' });
  expect((await scoresOf(`private/traces/${id}`))[0]?.value).toBe(0.4);
  await as('bob', 'PUT', 'private/traces/feedback-scores', score(0.8));
  // Without an author, a caller that may not moderate deletes its own score only.
  await as('ada', 'POST', path, { name: 'quality' });
  expect((await scoresOf(`private/traces/${id}`))[0]?.value).toBe(0.8);
  await server.call('POST', path, { name: 'quality' });
  expect(await scoresOf(`private/traces/${id}`)).toEqual([]);
});

test('a span is scored and read with its score', async () => {
  const [trace, id] = [newId(), newId()];
  await server.call('POST', 'private/spans/batch', { spans: [{ id, trace_id: trace, start_time: START }] });
  await as('ada', 'PUT', `private/spans/${id}/feedback-scores`, { name: 'ok', value: 1, category_name: 'yes' });
  expect(await scoresOf(`private/spans/${id}`)).toMatchObject([{ name: 'ok', value: 1, category_name: 'yes' }]);
});

test('threads are scored by their id and project', async () => {
  const trace = {
    id: newId(),
    project_name: 'chat',
    thread_id: 'thread 1',
    start_time: START,
    input: 'hi',
    output: 'hello',
  };
  await server.call('POST', 'private/traces/batch', { traces: [trace] });
  const thread = { thread_id: 'thread 1', project_name: 'chat' };
  await as('ada', 'PUT', 'private/traces/threads/feedback-scores', {
    scores: [{ ...thread, name: 'solved', value: 1 }],
  });
  await as('bob', 'PUT', 'private/traces/threads/feedback-scores', {
    scores: [{ ...thread, name: 'solved', value: 0 }],
  });
  const retrieve = async () =>
    (await server.call<{ feedback_scores: FeedbackScore[] }>('POST', 'private/traces/threads/retrieve', thread)).body;
  expect(await retrieve()).toMatchObject({
    id: 'thread 1',
    first_message: 'hi',
    last_message: 'hello',
    number_of_messages: 2,
    feedback_scores: [{ name: 'solved', value: 0.5 }],
  });
  await as('ada', 'POST', 'private/traces/threads/feedback-scores/delete', { ...thread, names: ['solved'] });
  expect((await retrieve()).feedback_scores).toMatchObject([{ name: 'solved', value: 0 }]);
  await server.call('POST', 'private/traces/threads/feedback-scores/delete', { ...thread, names: ['solved'] });
  expect((await retrieve()).feedback_scores).toBeUndefined();
  expect((await server.call('POST', 'private/traces/threads/retrieve', { ...thread, thread_id: 'none' })).status).toBe(
    404,
  );
});

test('a bad score in a batch is reported, and the others are stored', async () => {
  const id = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id, start_time: START }] });
  const answer = await server.call('PUT', 'private/traces/feedback-scores', {
    scores: [
      { id, name: 'good', value: 1 },
      { id, name: 'text', value: 'high' },
      { id: 'x', name: 'id', value: 1 },
    ],
  });
  expect(answer).toMatchObject({
    status: 422,
    body: {
      stored: 1,
      errors: [
        { index: 1, path: 'value' },
        { index: 2, path: 'id' },
      ],
    },
  });
  expect(await scoresOf(`private/traces/${id}`)).toMatchObject([{ name: 'good' }]);
});

test('a score names another author only if the writer may moderate scores', async () => {
  const id = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id, start_time: START }] });
  const thread_id = `of ${id}`;
  const by = (author: string, value: number) => ({ id, name: 'imported', value, source: 'ui', author });
  const authors = async () =>
    Object.keys((await scoresOf(`private/traces/${id}`)).at(0)?.value_by_author ?? {}).toSorted();
  await server.call('PUT', 'private/traces/feedback-scores', { scores: [by('bob', 1), by('cleo', 0)] });
  expect(await authors()).toEqual(['bob', 'cleo']);
  // The score of another author is refused; the caller's own is stored.
  const mixed = { scores: [by('bob', 0), by('ada', 1)] };
  expect(await as('ada', 'PUT', 'private/traces/feedback-scores', mixed)).toBe(403);
  expect(await authors()).toEqual(['ada', 'bob', 'cleo']);
  expect((await scoresOf(`private/traces/${id}`)).at(0)?.value_by_author['bob']?.value).toBe(1);
  const ofThread = { thread_id, project_name: 'chat', name: 'imported', value: 1, source: 'ui', author: 'bob' };
  expect(await as('ada', 'PUT', 'private/traces/threads/feedback-scores', { scores: [ofThread] })).toBe(403);
});

test('a score of an unknown trace creates the project that it names', async () => {
  const scores = [{ id: newId(), name: 'quality', value: 1, source: 'sdk', project_name: 'scored first' }];
  expect(await as('ada', 'PUT', 'private/traces/feedback-scores', { scores })).toBe(204);
  const project = await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'scored first' });
  expect(project.status).toBe(200);
  const names = `private/traces/feedback-scores/names?project_id=${project.body.id}`;
  expect((await server.call('GET', names)).body).toEqual({ scores: [{ name: 'quality' }] });
});

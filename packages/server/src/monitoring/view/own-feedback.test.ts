import { newId, type FeedbackView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    authorize: ({ headers }) => ({ subject: String(headers['x-user']), role: 'write' }),
  });
});
afterAll(() => server[Symbol.asyncDispose]());

async function as(user: string, method: string, path: string, body?: object): Promise<FeedbackView> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { 'x-user': user, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as FeedbackView;
}

const target: Record<string, string> = { trace_id: newId() };
const thread: Record<string, string> = { thread_id: 't', project_name: 'own feedback' };

test.each([
  ['trace', target],
  ['thread', thread],
])('deleting the own score of a %s keeps the scores of other authors', async (_what, target) => {
  const trace = { id: newId(), ...thread, start_time: new Date().toISOString() };
  await as('ada', 'POST', 'private/traces/batch', { traces: [trace] });
  const score = { ...target, name: 'user_feedback', category_name: 'thumb' };
  for (const [user, value] of [
    ['ada', 1],
    ['bob', 0],
    ['cleo', 1],
  ] as const) {
    await as(user, 'PUT', 'view/feedback', { ...score, value });
  }
  // Another score of the same author also stays.
  await as('bob', 'PUT', 'view/feedback', { ...score, name: 'tone', value: 0.5 });

  const path = `view/feedback?${new URLSearchParams({ ...target, name: 'user_feedback' })}`;
  const own = (value: number) => ({ value, category_name: 'thumb', reason: null });
  expect(await as('bob', 'DELETE', path)).toEqual({ mine: null, average: 1, count: 2 });
  expect(await as('ada', 'GET', path)).toEqual({ mine: own(1), average: 1, count: 2 });
  expect(await as('cleo', 'GET', path)).toEqual({ mine: own(1), average: 1, count: 2 });
  expect(await as('bob', 'GET', path.replace('user_feedback', 'tone'))).toEqual({
    mine: own(0.5),
    average: 0.5,
    count: 1,
  });
  // A caller without a score deletes nothing.
  expect(await as('dora', 'DELETE', path)).toEqual({ mine: null, average: 1, count: 2 });
});

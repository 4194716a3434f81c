import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { ThreadPublic } from './threads.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test.each<[what: string, text: string]>([
  ['long', 'x'.repeat(130)],
  ['escaped', "it's \\\n".repeat(10)],
  ['Japanese', '日本'.repeat(20)],
])(
  'a thousand threads with %s ids are listed, closed, scored and deleted',
  async (what, text) => {
    const project_name = what;
    const thread_ids = Array.from({ length: 1_000 }, (_, n) => `${n} ${text}`);
    const start_time = new Date().toISOString();
    const traces = thread_ids.map((thread_id) => ({
      id: newId(),
      project_name,
      thread_id,
      start_time,
      input: thread_id,
    }));
    expect((await server.call('POST', 'private/traces/batch', { traces })).status).toBe(204);
    const scores = thread_ids.map((thread_id) => ({ project_name, thread_id, name: 'q', value: 1, source: 'sdk' }));
    expect((await server.call('PUT', 'private/traces/threads/feedback-scores', { scores })).status).toBe(204);
    expect((await server.call('PUT', 'private/traces/threads/close', { project_name, thread_ids })).status).toBe(204);
    const list = () =>
      server.call<Page<ThreadPublic>>('GET', `private/traces/threads?project_name=${project_name}&size=1000`);
    const { status, body } = await list();
    expect([status, body.total]).toEqual([200, 1_000]);
    expect(body.content.map(({ id }) => id).toSorted()).toEqual(thread_ids.toSorted());
    for (const { id, first_message, status: state, feedback_scores } of body.content) {
      expect([first_message, state, feedback_scores?.[0]?.name]).toEqual([id, 'inactive', 'q']);
    }
    expect((await server.call('POST', 'private/traces/threads/delete', { project_name, thread_ids })).status).toBe(204);
    expect((await list()).body).toMatchObject({ total: 0, content: [] });
  },
  60_000,
);

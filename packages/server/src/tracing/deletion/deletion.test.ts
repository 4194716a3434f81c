import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import { Database } from '../../storage/database/database.ts';
import { Records } from '../../platform/records/records.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const TABLES = ['traces', 'spans', 'trace_stats', 'feedback_scores', 'pending_writes'];
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-deletion-'));
let server: TestServer;
/** Second connection to the same engine. */
let database: Database;
beforeAll(async () => {
  server = await startTestServer({ dataDir });
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  await database.health.ready(60_000);
});
afterAll(async () => {
  await database.close();
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const start_time = new Date().toISOString();
const score = (id: Id, extra: object = {}) => ({ id, name: 'good', value: 1, source: 'sdk', ...extra });

/** A trace with two spans, scores on all of them, and on the thread. */
async function writeTrace(project_name: string, thread_id: string): Promise<{ trace: Id; spans: Id[] }> {
  const [trace, one, two] = [newId(), newId(), newId()];
  const span = { trace_id: trace, project_name, start_time, name: 's', type: 'general' };
  // The score of a span that is not stored yet has no project id.
  await server.call('PUT', 'private/spans/feedback-scores', { scores: [score(two)] });
  await server.call('POST', 'private/traces/batch', { traces: [{ id: trace, project_name, thread_id, start_time }] });
  await server.call('POST', 'private/spans/batch', {
    spans: [
      { ...span, id: one },
      { ...span, id: two },
    ],
  });
  await server.call('PUT', 'private/traces/feedback-scores', { scores: [score(trace)] });
  await server.call('PUT', 'private/spans/feedback-scores', { scores: [score(one)] });
  await server.call('PUT', 'private/traces/threads/feedback-scores', {
    scores: [{ thread_id, project_name, name: 'good', value: 1, source: 'sdk' }],
  });
  return { trace, spans: [one, two] };
}

async function scored(ids: readonly string[]): Promise<number> {
  const [row] = await database
    .acrossWorkspaces('a test')
    .read<{ rows: number }>(
      'SELECT count() AS rows FROM feedback_scores FINAL WHERE entity_id IN {ids:Array(String)}',
      { ids },
    );
  return row?.rows ?? 0;
}
const projectId = async (name: string) =>
  (await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name })).body.id;
const total = async (project: string) =>
  (await server.call<{ total: number }>('GET', `private/traces?project_name=${project}`)).body.total;

/** Number of rows of a project in all tables, every version counted. */
async function rowsOf(project: string): Promise<number[]> {
  return Promise.all(
    TABLES.map(async (table) => {
      const condition =
        table === 'pending_writes'
          ? "JSONExtractString(change, 'project_id') = {project:String}"
          : 'project_id = {project:String}';
      const [row] = await database
        .acrossWorkspaces('a test')
        .read<{ rows: number }>(`SELECT count() AS rows FROM ${table} WHERE ${condition}`, {
          project,
        });
      return row?.rows ?? 0;
    }),
  );
}
const eventually = (check: () => Promise<void>) => expect.poll(() => check().then(() => 'ok', String)).toBe('ok');

test('deleting a trace deletes the scores of its spans, and the last trace of a thread deletes those of the thread', async () => {
  const [first, second] = [await writeTrace('scored', 't'), await writeTrace('scored', 't')];
  const thread = `${await projectId('scored')}/t`;
  expect(await scored([first.trace, ...first.spans])).toBe(3);
  expect((await server.call('DELETE', `private/traces/${first.trace}`)).status).toBe(204);
  expect(await scored([first.trace, ...first.spans])).toBe(0);
  expect(await scored([second.trace, ...second.spans, thread])).toBe(4);
  await server.call('POST', 'private/traces/delete', { ids: [second.trace] });
  expect(await scored([second.trace, ...second.spans, thread])).toBe(0);
});

test('threads are deleted with their traces, in their project only', async () => {
  const deleted = [await writeTrace('chats', 'a'), await writeTrace('chats', 'a'), await writeTrace('chats', 'b')];
  const [kept, elsewhere] = [await writeTrace('chats', 'c'), await writeTrace('other', 'a')];
  const remove = (body: object) => server.call('POST', 'private/traces/threads/delete', body);
  expect((await remove({ project_name: 'chats', thread_ids: ['a'] })).status).toBe(204);
  expect((await remove({ project_id: await projectId('chats'), thread_ids: ['b', 'not there'] })).status).toBe(204);
  expect([await total('chats'), await total('other')]).toEqual([1, 1]);
  const ids = deleted.flatMap(({ trace, spans }) => [trace, ...spans]);
  expect(await scored([...ids, `${await projectId('chats')}/a`])).toBe(0);
  expect(await scored([kept.trace, ...elsewhere.spans, `${await projectId('other')}/a`])).toBe(4);
  const thread = await server.call('POST', 'private/traces/threads/retrieve', {
    project_name: 'chats',
    thread_id: 'a',
  });
  expect(thread.status).toBe(404);
  for (const { spans } of deleted) expect((await server.call('GET', `private/spans/${spans[0]}`)).status).toBe(404);
  expect((await remove({ project_name: 'chats', thread_ids: [] })).status).toBe(422);
  expect((await remove({ project_name: 'no such', thread_ids: ['a'] })).status).toBe(404);
});

test('the data of a deleted project is deleted in the background while writes continue', async () => {
  const { spans } = await writeTrace('doomed', 'a');
  await writeTrace('survivor', 'a');
  const [doomed, survivor] = [await projectId('doomed'), await projectId('survivor')];
  expect((await rowsOf(doomed)).slice(0, 2)).toEqual([1, 2]);
  expect((await server.call('DELETE', `private/projects/${doomed}`)).status).toBe(204);
  expect((await server.call('DELETE', `private/projects/${doomed}`)).status).toBe(404);
  await writeTrace('survivor', 'a');
  await eventually(async () => {
    expect(await rowsOf(doomed)).toEqual([0, 0, 0, 0, 0]);
    expect(await scored(spans)).toBe(0);
  });
  expect((await rowsOf(survivor)).slice(0, 2)).toEqual([2, 4]);
  // A new project of that name is empty.
  await writeTrace('doomed', 'a');
  expect(await total('doomed')).toBe(1);
});

test('a starting server continues the deletions of another one', async () => {
  await writeTrace('left', 'a');
  const id = await projectId('left');
  // The other server computes the statistics a moment later: a server that has ended would not.
  await expect.poll(async () => (await rowsOf(id))[TABLES.indexOf('trace_stats')]).toBe(1);
  const deletions = new Records(database, new HybridLogicalClock(), 'deletion', z.object({ project_id: z.string() }));
  const created_at = new Date(Date.now() - 120_000).toISOString();
  const record = { id, name: 'left', body: { project_id: id } };
  await deletions.put(SERVER_PRINCIPAL, record, {
    ...record,
    created_at,
    created_by: 'admin',
    last_updated_at: created_at,
    last_updated_by: 'admin',
  });
  await using _next = await startTestServer({ dataDir });
  await eventually(async () => {
    expect(await rowsOf(id)).toEqual([0, 0, 0, 0, 0]);
    expect(await deletions.get(SERVER_PRINCIPAL, id)).toBeUndefined();
  });
  // The other server may cache a project for a few seconds.
  await expect.poll(async () => (await server.call('GET', `private/projects/${id}`)).status).toBe(404);
});

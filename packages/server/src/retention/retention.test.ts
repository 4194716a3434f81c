import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Database } from '../clickhouse/database.ts';
import { completeOptions } from '../options.ts';
import { startTestServer, type TestServer } from '../server.fixture.ts';
import type { RetentionView } from './retention.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => Date.now() - days * DAY_MS;

/** Traces at some times, each with a span and a score, and with so much text. */
async function write(
  server: TestServer,
  project_name: string,
  times: readonly number[],
  text = () => '',
): Promise<Id[]> {
  const ids = times.map((time) => newId(time));
  const rows = ids.map((id, index) => ({
    id,
    project_name,
    start_time: new Date(times[index] ?? 0).toISOString(),
    input: { text: text() },
  }));
  expect((await server.call('POST', 'private/traces/batch', { traces: rows })).status).toBe(204);
  const spans = rows.map((row) => ({ ...row, id: newId(), trace_id: row.id, name: 'span', type: 'general' }));
  expect((await server.call('POST', 'private/spans/batch', { spans })).status).toBe(204);
  const scores = ids.map((id) => ({ id, name: 'good', value: 1, source: 'sdk' }));
  expect((await server.call('PUT', 'private/traces/feedback-scores', { scores })).status).toBe(204);
  return ids;
}
const view = async (server: TestServer) => (await server.call<RetentionView>('GET', 'view/retention')).body;
const put = (server: TestServer, body: object) => server.call<RetentionView>('PUT', 'view/retention', body);
const isThere = async (server: TestServer, id: Id | undefined) =>
  (await server.call('GET', `private/traces/${id}`)).status === 200;
const there = (server: TestServer, ids: readonly Id[]) => Promise.all(ids.map((id) => isThere(server, id)));

test('traces older than the days of their workspace or project are deleted, no others', async () => {
  await using server = await startTestServer();
  const old = await write(server, 'short', [daysAgo(40), daysAgo(8), daysAgo(6), daysAgo(0)]);
  const other = await write(server, 'other', [daysAgo(400), daysAgo(31), daysAgo(29)]);
  expect(await view(server)).toMatchObject({ days: null, projects: [], dropped: [], size: { max: 20_000_000_000 } });
  const project = await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'short' });
  expect((await put(server, { project_id: project.body.id, days: 7 })).body).toMatchObject({
    projects: [{ project_id: project.body.id, days: 7 }],
  });
  await expect.poll(() => there(server, old), { timeout: 10_000 }).toEqual([false, false, true, true]);
  expect(await there(server, other)).toEqual([true, true, true]);
  await put(server, { days: 30 });
  await expect.poll(() => there(server, other), { timeout: 10_000 }).toEqual([false, false, true]);
  expect(await there(server, old)).toEqual([false, false, true, true]);
  await expect
    .poll(async () => (await view(server)).dropped, { timeout: 10_000 })
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          reason: 'age',
          project_id: null,
          why: 'the workspace keeps traces for 30 days',
        }),
        expect.objectContaining({ project_id: project.body.id, why: 'the project keeps traces for 7 days' }),
      ]),
    );
  expect(await view(server)).toMatchObject({ days: 30, applied_at: expect.any(String) as string });
  expect((await put(server, { days: null })).body.days).toBeNull();
});

test('what is kept about a thread goes with its last trace, unless it came later', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-threads-'));
  const server = await startTestServer({ dataDir });
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  try {
    const projects = await Promise.all(
      ['short', 'other'].map(async (name) => {
        const [id] = await write(server, name, [daysAgo(0)]);
        return (await server.call<{ project_id: string }>('GET', `private/traces/${id}`)).body.project_id;
      }),
    );
    const old = new Date(daysAgo(8)).toISOString();
    const row = (project_id: string | undefined, thread_id: string, last_updated_at: string) => ({
      workspace: 'default',
      project_id,
      thread_id,
      last_updated_at,
      version: '1',
    });
    const trace = { id: newId(), project_name: 'short', thread_id: 'goes on', start_time: new Date().toISOString() };
    await server.call('POST', 'private/traces/batch', { traces: [trace] });
    const threads = [
      row(projects.at(0), 'ended', old),
      row(projects.at(0), 'goes on', old),
      row(projects.at(0), 'to come', new Date().toISOString()),
      row(projects.at(1), 'ended', old),
    ];
    await database.insert(
      'threads',
      threads.map((thread) => JSON.stringify(thread)),
    );
    await database.insert(
      'feedback_scores',
      threads.map(({ thread_id, ...rest }) =>
        JSON.stringify({
          ...rest,
          entity_type: 'thread',
          entity_id: `${rest.project_id}/${thread_id}`,
          name: 'n',
          author: 'a',
          value: 1,
        }),
      ),
    );
    await put(server, { project_id: projects.at(0)!, days: 7 });
    const kept = ['ended', 'goes on', 'to come'];
    await expect
      .poll(() => database.read('SELECT thread_id FROM threads FINAL ORDER BY thread_id'), { timeout: 10_000 })
      .toEqual(kept.map((thread_id) => ({ thread_id })));
    const scores = await database.read<{ entity_id: string }>(
      "SELECT entity_id FROM feedback_scores FINAL WHERE entity_type = 'thread'",
    );
    expect(scores.map((score) => score.entity_id.split('/')[1]).toSorted()).toEqual(kept);
    expect(scores).toContainEqual({ entity_id: `${projects.at(1)!}/ended` });
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('days that are no whole number from 1 on are refused, and a project that is not there', async () => {
  await using server = await startTestServer();
  for (const days of [0, 1.5, '7', undefined]) {
    expect(await put(server, { days })).toMatchObject({ status: 422, body: { errors: [{ path: 'days' }] } });
  }
  expect((await put(server, { project_id: newId(), days: 7 })).status).toBe(404);
});

/** Text that does not compress: the size on disk is about its length. */
const noise = () => Array.from({ length: 40 }, () => crypto.randomUUID()).join('');

test('beyond the size cap the oldest weeks go first, then the oldest hours of the last week', async () => {
  const maxBytes = 1_500_000;
  await using server = await startTestServer({ clickhouse: { maxBytes } });
  const middle = (month: number) => Date.UTC(2025, month, 15);
  const [january] = await write(server, 'p', [middle(0), middle(0)], noise);
  const hours = Array.from({ length: 24 }, (_, hour) => middle(1) + hour * 3_600_000);
  const february: Id[] = [];
  for (const hour of hours) {
    february.push(...(await write(server, 'p', Array<number>(40).fill(hour), noise)));
  }
  await write(server, 'p', [middle(1) + 23 * 3_600_000], noise);
  expect((await view(server)).size?.bytes).toBeGreaterThan(maxBytes);
  expect(await isThere(server, january)).toBe(true);
  // What a timer does every five minutes, a change of the rules does at once.
  await put(server, { days: 36_500 });
  await expect.poll(async () => (await view(server)).dropped, { timeout: 20_000 }).toHaveLength(2);
  const { dropped, size } = await view(server);
  expect(size?.bytes).toBeLessThan(maxBytes);
  expect(dropped[1]).toMatchObject({ reason: 'size', before: '2025-01-20T00:00:00.000Z' });
  expect(dropped[0]?.why).toMatch(/^the database took \d+\.\d MB of the 1\.5 MB that it may/);
  expect(await isThere(server, january)).toBe(false);
  const before = Date.parse(dropped[0]?.before ?? '');
  const oldest = february.findIndex((_, index) => (hours[Math.floor(index / 40)] ?? 0) >= before);
  expect(await there(server, [february[0] ?? '', february[oldest - 1] ?? ''])).toEqual([false, false]);
  expect(await there(server, [february[oldest] ?? '', february.at(-1) ?? ''])).toEqual([true, true]);
});

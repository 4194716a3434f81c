import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import { daysAgo, put, there, view, write } from './retention.fixture.ts';

test('only traces older than the days of their workspace or project are deleted', async () => {
  await using server = await startTestServer();
  const old = await write(server, 'short', [daysAgo(40), daysAgo(8), daysAgo(6), daysAgo(0)]);
  const other = await write(server, 'other', [daysAgo(400), daysAgo(31), daysAgo(29)]);
  expect(await view(server)).toMatchObject({ days: null, projects: [], dropped: [], size: { max: 20_000_000_000 } });
  const project = await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'short' });
  expect((await put(server, { project_id: project.body.id, days: 7 })).body).toMatchObject({
    projects: [{ project_id: project.body.id, days: 7 }],
  });
  await expect.poll(() => there(server, old)).toEqual([false, false, true, true]);
  expect(await there(server, other)).toEqual([true, true, true]);
  await put(server, { days: 30 });
  await expect.poll(() => there(server, other)).toEqual([false, false, true]);
  expect(await there(server, old)).toEqual([false, false, true, true]);
  await expect
    .poll(async () => (await view(server)).dropped)
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

test('scores and state of a thread are deleted with its last trace, unless they are newer', async () => {
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
    await database.acrossWorkspaces('a test').insert(
      'threads',
      threads.map((thread) => JSON.stringify(thread)),
    );
    await database.acrossWorkspaces('a test').insert(
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
      .poll(() => database.acrossWorkspaces('a test').read('SELECT thread_id FROM threads FINAL ORDER BY thread_id'))
      .toEqual(kept.map((thread_id) => ({ thread_id })));
    const scores = await database
      .acrossWorkspaces('a test')
      .read<{ entity_id: string }>("SELECT entity_id FROM feedback_scores FINAL WHERE entity_type = 'thread'");
    expect(scores.map((score) => score.entity_id.split('/')[1]).toSorted()).toEqual(kept);
    expect(scores).toContainEqual({ entity_id: `${projects.at(1)!}/ended` });
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('days that are not a positive integer are refused, and so is an unknown project', async () => {
  await using server = await startTestServer();
  for (const days of [0, 1.5, '7', undefined]) {
    expect(await put(server, { days })).toMatchObject({ status: 422, body: { errors: [{ path: 'days' }] } });
  }
  expect((await put(server, { project_id: newId(), days: 7 })).status).toBe(404);
});

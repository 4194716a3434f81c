import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { applyRules } from './apply-rules.ts';
import { allOf, daysAgo, put, there, view, write } from './retention.fixture.ts';

let dataDir: string;
let server: TestServer;
let database: Database;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-rules-'));
  server = await startTestServer({ dataDir });
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
});
afterEach(async () => {
  await database.close();
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the rows that a rule deleted are reported even if deleting the rest failed', async () => {
  const ids = await write(server, 'p', [daysAgo(8), daysAgo(6)]);
  await database.acrossWorkspaces('a test').command('RENAME TABLE threads TO threads_away');
  await put(server, { days: 7 });
  await expect
    .poll(async () => (await view(server)).dropped)
    .toMatchObject([{ reason: 'age', why: 'the workspace keeps traces for 7 days' }]);
  expect(await there(server, ids)).toEqual([false, true]);
});

/** Scores a trace or span before it is stored. */
async function scoreEarly(entity: 'traces' | 'spans', id: Id): Promise<void> {
  const scores = [{ id, name: 'early', value: 1, source: 'sdk' }];
  expect((await server.call('PUT', `private/${entity}/feedback-scores`, { scores })).status).toBe(204);
}

/** Writes a trace and a span whose scores arrived first. */
async function writeScored(project_name: string, days: number): Promise<Id[]> {
  const [id, spanId] = [newId(daysAgo(days)), newId(daysAgo(days))];
  await scoreEarly('traces', id);
  await scoreEarly('spans', spanId);
  const trace = { id, project_name, name: 'trace', start_time: new Date(daysAgo(days)).toISOString() };
  expect((await server.call('POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
  const spans = [{ ...trace, id: spanId, trace_id: id, type: 'general' }];
  expect((await server.call('POST', 'private/spans/batch', { spans })).status).toBe(204);
  return [id, spanId];
}

test('a score that arrived before its trace or span is kept as long as these, or by the rule of the workspace if they never came', async () => {
  const kept = await writeScored('kept', 60);
  const expired = await writeScored('kept', 400);
  const others = await writeScored('other', 60);
  const young = await writeScored('other', 1);
  const [lonely, ancient, next] = [newId(daysAgo(60)), newId(daysAgo(400)), newId(daysAgo(1))];
  for (const id of [lonely, ancient, next]) await scoreEarly('traces', id);
  const scored = async () => {
    const rows = await database
      .acrossWorkspaces('a test')
      .read<{ id: string }>('SELECT entity_id AS id FROM feedback_scores FINAL');
    return new Set(rows.map(({ id }) => id));
  };
  const { body } = await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name: 'kept' });
  const ofProject = { project_id: body.id, days: 365 };

  const [byProject, ...none] = await allOf(applyRules(database, 'default', [ofProject]));
  expect(byProject).toMatchObject({ reason: 'age', project_id: body.id });
  expect(none).toEqual([]);
  expect(await scored()).toEqual(new Set([...kept, ...others, ...young, lonely, ancient, next]));
  expect(await there(server, [kept[0] ?? '', expired[0] ?? ''])).toEqual([true, false]);

  const drops = await allOf(applyRules(database, 'default', [ofProject, { project_id: null, days: 30 }]));
  expect(drops).toMatchObject([{ reason: 'age', project_id: null }]);
  expect(await scored()).toEqual(new Set([...kept, ...young, next]));
  expect(await there(server, [kept[0] ?? '', others[0] ?? '', young[0] ?? ''])).toEqual([true, false, true]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { deleteRows } from './delete-rows.ts';

const WEEK_MS = 7 * 86_400_000;
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-rows-'));
let database: Database;
beforeAll(async () => {
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  await database.health.ready(60_000);
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function count(sql: string): Promise<number> {
  const [row] = await database
    .acrossWorkspaces('a test')
    .read<{ count: number }>(`SELECT count() AS count FROM ${sql}`);
  return row?.count ?? 0;
}
const statements = (table: string) =>
  count(`system.mutations WHERE database = currentDatabase() AND table = '${table}'`);
const ofProject = (project: string) =>
  deleteRows(database, 'trace_stats', 'project_id = {project:String}', { project });

/** Creates statistics of traces of a week in the engine. */
function fill(project: string, week: number, traces: number): Promise<unknown> {
  const id = newId(Date.now() - week * WEEK_MS);
  return database.acrossWorkspaces('a test').command(
    `INSERT INTO trace_stats (workspace, project_id, trace_id, version)
     SELECT 'default', {project:String}, concat({start:String}, leftPad(hex(number), 12, '0')), 1 FROM numbers({traces:UInt64})`,
    { project, start: id.slice(0, 24), traces },
  );
}

test('weeks with few rows are emptied by one statement, and weeks without other rows are removed', async () => {
  for (const week of [10, 20, 30, 40]) await fill('doomed', week, 3);
  for (const week of [20, 40]) await fill('kept', week, 2);
  const before = await statements('trace_stats');
  expect(await ofProject('doomed')).toBe(12);
  expect(await statements('trace_stats')).toBe(before + 1);
  expect(await count("trace_stats WHERE project_id = 'doomed'")).toBe(0);
  expect(await count("trace_stats WHERE project_id = 'kept'")).toBe(4);
  const weeks = () =>
    count("(SELECT DISTINCT partition FROM system.parts WHERE active AND rows > 0 AND table = 'trace_stats')");
  await expect.poll(weeks).toBe(2);
  expect(await ofProject('doomed')).toBe(0);
  expect(await statements('trace_stats')).toBe(before + 1);
});

test('weeks with many rows are emptied by one statement each', async () => {
  for (const week of [11, 12]) await fill('large', week, 1_000_001);
  const before = await statements('trace_stats');
  expect(await ofProject('large')).toBe(2_000_002);
  expect(await statements('trace_stats')).toBe(before + 2);
  expect(await count("trace_stats WHERE project_id = 'large'")).toBe(0);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { versionAt } from '../../storage/versions/hybrid-logical-clock.ts';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer } from '../../server.fixture.ts';
import { purgeTombstones } from './purge-tombstones.ts';

const DAY_MS = 86_400_000;
/** In days. */
const HOUR = 1 / 24;
const at = (days: number) => ({
  version: versionAt(Date.now() - days * DAY_MS).toString(),
  created_at: new Date(Date.now() - days * DAY_MS).toISOString(),
  last_updated_at: new Date(Date.now() - days * DAY_MS).toISOString(),
});
const common = { workspace: 'default', project_id: newId() };

test('tombstones older than 30 days are purged with the rows that they hide, and rows created again since stay', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-purge-'));
  const server = await startTestServer({ dataDir });
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  const insert = (table: string, ...rows: object[]) =>
    database.acrossWorkspaces('a test').insert(
      table,
      rows.map((row) => JSON.stringify({ ...common, ...row })),
    );
  const left = async (table: string) =>
    (
      await database
        .acrossWorkspaces('a test')
        .read<{ about: string }>(`SELECT DISTINCT ${ID[table]} AS about FROM ${table} ORDER BY about`)
    ).map((row) => row.about);
  try {
    const [old, young, back] = [newId(Date.now() - 90 * DAY_MS), newId(Date.now() - 90 * DAY_MS), newId()];
    const rowsOf: Record<string, (id: string) => object> = {
      traces: (id) => ({ id, start_time: at(90).created_at }),
      spans: (trace_id) => ({ id: trace_id, trace_id, start_time: at(90).created_at }),
      trace_stats: (trace_id) => ({ trace_id }),
      feedback_scores: (id) => ({
        entity_type: 'trace',
        entity_id: id,
        trace_id: id,
        name: 'n',
        author: 'a',
        value: 1,
      }),
      threads: (thread_id) => ({ thread_id }),
    };
    await database.acrossWorkspaces('a test').command('SYSTEM STOP MERGES');
    // Each row is inserted separately and not merged, so that a tombstone and the row that came back after it are both stored.
    for (const [table, row] of Object.entries(rowsOf)) {
      for (const id of [old, young, back]) await insert(table, { ...row(id), ...at(80) });
      await insert(table, { ...row(old), ...at(30 + HOUR), is_deleted: 1 });
      await insert(table, { ...row(young), ...at(30 - HOUR), is_deleted: 1 });
      await insert(table, { ...row(back), ...at(40), is_deleted: 1 });
      await insert(table, { ...row(back), ...at(35) });
    }
    for (const table of Object.keys(rowsOf)) {
      const [deleted] = await database
        .acrossWorkspaces('a test')
        .read(`SELECT count() AS tombstones FROM ${table} WHERE is_deleted = 1 AND ${ID[table]} = {back:String}`, {
          back,
        });
      expect([table, deleted]).toEqual([table, { tombstones: 1 }]);
    }
    await database.acrossWorkspaces('a test').command('SYSTEM START MERGES');
    expect((await server.call('PUT', 'view/retention', { days: null })).status).toBe(200);
    for (const table of Object.keys(rowsOf)) {
      await expect.poll(() => left(table)).toEqual([young, back].toSorted());
    }
    for (const table of Object.keys(rowsOf)) {
      const alive = await database.acrossWorkspaces('a test').read(`SELECT ${ID[table]} AS about FROM ${table} FINAL`);
      expect([table, alive]).toEqual([table, [{ about: back }]]);
    }
  } finally {
    await database.close();
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('more tombstones than one statement names are purged, and no other rows', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-purge-'));
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  try {
    await database.health.ready(60_000);
    const score = { ...common, ...at(40), entity_type: 'trace', name: 'n'.repeat(100), author: 'a', value: 1 };
    const rows = Array.from({ length: 6_000 }, (_, n) => ({ ...score, entity_id: newId(), is_deleted: n % 3 ? 1 : 0 }));
    await database.acrossWorkspaces('a test').insert(
      'feedback_scores',
      rows.map((row) => JSON.stringify(row)),
    );
    expect(await purgeTombstones(database)).toBe(4_000);
    const left = await database
      .acrossWorkspaces('a test')
      .read('SELECT is_deleted, count() AS rows FROM feedback_scores GROUP BY is_deleted');
    expect(left).toEqual([{ is_deleted: 0, rows: 2_000 }]);
  } finally {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

const ID: Record<string, string> = {
  traces: 'id',
  spans: 'trace_id',
  trace_stats: 'trace_id',
  feedback_scores: 'entity_id',
  threads: 'thread_id',
};

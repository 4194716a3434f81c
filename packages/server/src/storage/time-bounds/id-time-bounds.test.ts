import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { Database } from '../database/database.ts';
import { idsFrom, idsTo } from './ids-from-to.ts';
import { IdTimeBounds, type Skew } from './id-time-bounds.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-skew-'));
let database: Database;

beforeAll(async () => {
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  await database.health.ready(20_000);
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Returns the value with which a condition compares the id, evaluated by ClickHouse. */
async function boundOf(condition: string, parameters: Record<string, unknown>): Promise<string | undefined> {
  const [, bound] = /^indexHint\(id (?:>=|<) (.*)\)$/s.exec(condition) ?? [];
  return (await database.acrossWorkspaces('a test').read<{ bound: string }>(`SELECT ${bound} AS bound`, parameters))[0]
    ?.bound;
}

/** Repeats a call until the stored skews are loaded, which the first call starts. */
async function known(ask: () => string): Promise<string> {
  return expect
    .poll(() => ask())
    .not.toContain('SELECT')
    .then(ask);
}

const months = fc
  .integer({ min: 0, max: 30 })
  .map((month) => new Date(Date.UTC(2025, month)).toISOString().slice(0, 10));
const differences = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 });
const skews = fc.array(fc.record({ month: months, early_ms: differences, late_ms: differences }), { maxLength: 6 });
const moments = fc.date({ min: new Date('2024-11-01'), max: new Date('2027-12-01'), noInvalidDate: true });

test('known skews give the same bounds as stored skews, including skews that were written since', async () => {
  let projects = 0;
  await fc.assert(
    fc.asyncProperty(skews, skews, fc.array(moments, { minLength: 1, maxLength: 4 }), async (before, since, dates) => {
      const project = `project-${projects++}`;
      const scope = { workspace: 'default', projectId: project };
      const store = (rows: Omit<Skew, 'entity'>[]): Promise<void> =>
        database.acrossWorkspaces('a test').insert(
          'time_skew',
          rows.map((row) => JSON.stringify({ workspace: 'default', project_id: project, entity: 'traces', ...row })),
        );
      const skew = new IdTimeBounds(database);
      await store(before);
      await known(() => skew.from('traces', 'id', scope, new Date().toISOString()));
      for (const row of since) skew.widen(scope, { entity: 'traces', ...row });
      await store(since);
      for (const date of dates) {
        const moment = date.toISOString();
        const parameters = { workspace: 'default', project, from: moment, to: moment };
        const [from, to] = [skew.from('traces', 'id', scope, moment), skew.to('traces', 'id', scope, moment)];
        expect(await boundOf(from, {})).toBe(await boundOf(idsFrom('traces', 'id'), parameters));
        expect(await boundOf(to, {})).toBe(await boundOf(idsTo('traces', 'id'), parameters));
      }
    }),
    { numRuns: 40 },
  );
});

test('a skew that is written while the stored skews are read is not lost', async () => {
  const scope = { workspace: 'default', projectId: 'under-way' };
  const skew = new IdTimeBounds(database);
  const day = Date.UTC(2026, 5, 15);
  // No skew is stored when the read begins or ends.
  skew.widen(scope, { entity: 'traces', month: '2026-06-01', early_ms: 1_000, late_ms: 0 });
  const condition = await known(() => skew.from('traces', 'id', scope, new Date(day).toISOString()));
  expect(condition).toContain((day - 1_000).toString(16).padStart(12, '0').slice(0, 8));
});

test('the bounds are subqueries if other servers may write', async () => {
  const skew = new IdTimeBounds({
    ofServer: () => ({ read: () => Promise.reject(new Error('not asked')) }),
    isAlone: () => false,
  });
  const scope = { workspace: 'default', projectId: 'shared' };
  const ask = (): string => skew.from('traces', 'id', scope, new Date().toISOString());
  expect([ask(), ask()]).toEqual([idsFrom('traces', 'id'), idsFrom('traces', 'id')]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../../storage/database/database.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-totals-'));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dataDir });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const AT_ONCE = 1_000;

test('the total counts rewritten rows once and deleted rows not at all, for any number and start of rows', async () => {
  const project_name = 'totals';
  const now = Date.now();
  const traces = Array.from({ length: 12_000 }, (_, n) => {
    // Half of them began in a week that was merged long ago.
    const ms = now - (n % 2) * 5 * DAY_MS - n;
    return { id: newId(ms), project_name, thread_id: `t${n}`, start_time: new Date(ms).toISOString() };
  });
  const portions = Array.from({ length: 12 }, (_, n) => traces.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
  for (const some of portions) await server.call('POST', 'private/traces/batch', { traces: some });
  const total = async (resource: string, query = '') => {
    const path = `private/${resource}?project_name=${project_name}&${query}`;
    return (await server.call<{ total: number }>('GET', path)).body.total;
  };
  // Written again, with an end.
  const ended = portions.slice(0, 2).flat();
  for (const some of [ended.slice(0, AT_ONCE), ended.slice(AT_ONCE)]) {
    const again = some.map((trace) => ({ ...trace, end_time: new Date().toISOString() }));
    expect((await server.call('POST', 'private/traces/batch', { traces: again })).status).toBe(204);
  }
  expect([await total('traces'), await total('traces/threads')]).toEqual([12_000, 12_000]);
  const ids = portions[2]?.map(({ id }) => id);
  expect((await server.call('POST', 'private/traces/delete', { ids })).status).toBe(204);
  expect([await total('traces'), await total('traces/threads')]).toEqual([11_000, 11_000]);
  const from = `from_time=${new Date(now - 6 * DAY_MS).toISOString()}`;
  expect(await total('traces', from)).toBe(11_000);
  // As if the engine had merged the week of the older ones.
  const log = pino({ level: 'silent' });
  const database = new Database(completeOptions({ dataDir, log }), log);
  await database.acrossWorkspaces('a test').command('OPTIMIZE TABLE traces FINAL');
  await database.close();
  expect(await total('traces')).toBe(11_000);
  expect(await total('traces', from)).toBe(11_000);
  const older = portions[3]?.map(({ id }) => id);
  expect((await server.call('POST', 'private/traces/delete', { ids: older })).status).toBe(204);
  expect(await total('traces')).toBe(10_000);
  expect(await total('traces', `from_time=${new Date(now - 2 * DAY_MS).toISOString()}`)).toBe(5_000);
  expect(await total('traces', `to_time=${new Date(now - 2 * DAY_MS).toISOString()}`)).toBe(5_000);
}, 60_000);

test('deleted rows do not count if there are too many rows for merging their versions', async () => {
  const project_name = 'many';
  const now = Date.now();
  const [start_time, from_time] = [now, now - HOUR_MS].map((ms) => new Date(ms).toISOString());
  // The times in their ids are earlier.
  const traces = Array.from({ length: 52_000 }, () => ({ id: newId(now - 2 * HOUR_MS), project_name, start_time }));
  const portions = Array.from({ length: 52 }, (_, n) => traces.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
  await Promise.all(portions.map((some) => server.call('POST', 'private/traces/batch', { traces: some })));
  const ids = portions[7]?.map(({ id }) => id);
  expect((await server.call('POST', 'private/traces/delete', { ids })).status).toBe(204);
  for (const time of ['', `&from_time=${from_time}`]) {
    const page = await server.call<{ total: number }>('GET', `private/traces?project_name=${project_name}${time}`);
    expect(page.body.total).toBe(51_000);
  }
}, 60_000);

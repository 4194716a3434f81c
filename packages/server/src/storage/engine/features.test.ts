import { isRefusal } from '../database/failures.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { completeOptions } from '../../server/options.ts';
import { Database } from '../database/database.ts';

/** Features that the schema and the queries need. Each new version of libchdb must pass these tests. */
describe('features of the engine that Vitrine uses', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-features-'));
  let database: Database;
  const one = async (query: string, parameters?: Record<string, unknown>): Promise<unknown> =>
    Object.values((await database.acrossWorkspaces('a test').read<object>(query, parameters))[0] ?? {})[0];

  beforeAll(async () => {
    database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
    await database.health.ready(20_000);
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('ReplacingMergeTree keeps the highest version, hides tombstones under FINAL, and materialises columns', async () => {
    await database.acrossWorkspaces('a test').command(
      `CREATE TABLE rmt (id String, start DateTime64(6, 'UTC'), end Nullable(DateTime64(6, 'UTC')),
         duration Nullable(Float64) MATERIALIZED if(end IS NULL, NULL, (toUnixTimestamp64Micro(assumeNotNull(end)) - toUnixTimestamp64Micro(start)) / 1000),
         cost Nullable(Decimal(38, 12)), usage Map(LowCardinality(String), Int64),
         is_deleted UInt8 DEFAULT 0, version UInt64, INDEX bf id TYPE bloom_filter(0.01) GRANULARITY 1)
       ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY id`,
    );
    const start = '2026-01-01T00:00:00.000001Z';
    await database.acrossWorkspaces('a test').insert('rmt', [
      JSON.stringify({
        id: 'a',
        start,
        end: '2026-01-01T00:00:01.500001Z',
        cost: 0.000123,
        usage: { x: 2 },
        version: '2',
      }),
      JSON.stringify({ id: 'a', start, version: '1' }),
      JSON.stringify({ id: 'b', start, version: '1' }),
      JSON.stringify({ id: 'b', start, is_deleted: 1, version: '9223372036854775807' }),
    ]);
    expect(
      await database.acrossWorkspaces('a test').read('SELECT id, start, duration, cost, usage FROM rmt FINAL'),
    ).toEqual([{ id: 'a', start, duration: 1500, cost: 0.000123, usage: { x: 2 } }]);
    expect(
      await database
        .acrossWorkspaces('a test')
        .read('SELECT id, toString(version) AS version FROM rmt ORDER BY rmt.version DESC LIMIT 1 BY id'),
    ).toContainEqual({
      id: 'b',
      version: '9223372036854775807',
    });
  });

  test('UUIDv7ToDateTime returns the time of an id in UTC', async () => {
    const id = '01942000-0000-7000-8000-000000000000';
    expect(await one("SELECT toYYYYMM(UUIDv7ToDateTime(toUUIDOrZero({id:String}), 'UTC'))", { id })).toBe(202501);
  });

  test('sumMap, groupUniqArrayIf and quantiles work, with bound parameters of all types', async () => {
    expect(await one("SELECT sumMap(m) FROM values('m Map(String, Int64)', (map('a', 1)), (map('a', 2)))")).toEqual({
      a: 3,
    });
    expect(await one("SELECT groupUniqArrayIf(v, v != '') FROM values('v String', ('x'), (''))")).toEqual(['x']);
    expect(await one('SELECT quantiles(0.5, 0.9)(number) FROM numbers(101)')).toEqual([50, 90]);
    const hostile = `'; DROP TABLE traces; -- \\ \n\t{x:String}`;
    expect(await one('SELECT {value:String}', { value: hostile })).toBe(hostile);
    expect(await one('SELECT {values:Array(String)}', { values: [hostile, ''] })).toEqual([hostile, '']);
  });

  test('limits of time and memory end a query, and the engine continues to run', async () => {
    await expect(
      database.acrossWorkspaces('a test').read('SELECT count() FROM numbers(1e12) SETTINGS max_execution_time = 0.2'),
    ).rejects.toThrow(/TIMEOUT|exceeded/i);
    await expect(
      database
        .acrossWorkspaces('a test')
        .read('SELECT groupArray(number) FROM numbers(1e9) SETTINGS max_memory_usage = 10000000'),
    ).rejects.toThrow(/memory/i);
    expect(await one('SELECT 1')).toBe(1);
  });

  test('lightweight DELETE, DROP PARTITION and TTL work', async () => {
    await database
      .acrossWorkspaces('a test')
      .command('CREATE TABLE parts (month UInt32, id String) ENGINE = MergeTree PARTITION BY month ORDER BY id');
    await database
      .acrossWorkspaces('a test')
      .insert('parts', ['{"month":1,"id":"a"}', '{"month":1,"id":"b"}', '{"month":2,"id":"c"}']);
    await database.acrossWorkspaces('a test').command("DELETE FROM parts WHERE id = 'a'");
    await database.acrossWorkspaces('a test').command('ALTER TABLE parts DROP PARTITION 2');
    expect(await database.acrossWorkspaces('a test').read('SELECT id FROM parts')).toEqual([{ id: 'b' }]);
  });

  test('a row of 20 MB, text with NUL and deeply nested JSON text are returned unchanged', async () => {
    await database
      .acrossWorkspaces('a test')
      .command('CREATE TABLE texts (id String, body String CODEC(ZSTD(3))) ENGINE = MergeTree ORDER BY id');
    const bodies = { big: 'x'.repeat(20_000_000), nul: 'a\u0000b', deep: '['.repeat(200) + ']'.repeat(200) };
    await database.acrossWorkspaces('a test').insert(
      'texts',
      Object.entries(bodies).map(([id, body]) => JSON.stringify({ id, body })),
    );
    const rows = await database
      .acrossWorkspaces('a test')
      .read<{ id: 'big' | 'nul' | 'deep'; body: string }>('SELECT id, body FROM texts');
    for (const row of rows) expect(row.body === bodies[row.id]).toBe(true);
    expect(rows).toHaveLength(3);
  });

  test('there are no system logs', async () => {
    expect(await one("SELECT count() FROM system.tables WHERE database = 'system' AND name LIKE '%\\_log'")).toBe(0);
  });

  test('a partition without new writes becomes one part, which FINAL reads without merging', async () => {
    await database.acrossWorkspaces('a test').command(
      `CREATE TABLE days (id String, version UInt64, is_deleted UInt8 DEFAULT 0)
       ENGINE = ReplacingMergeTree(version, is_deleted) PARTITION BY substring(id, 1, 1) ORDER BY id
       SETTINGS min_age_to_force_merge_seconds = 1, min_age_to_force_merge_on_partition_only = 1,
         merge_selecting_sleep_ms = 100, max_merge_selecting_sleep_ms = 100`,
    );
    for (const version of ['1', '2'])
      await database.acrossWorkspaces('a test').insert('days', [JSON.stringify({ id: 'a1', version })]);
    const parts = (): Promise<unknown> =>
      one("SELECT count() FROM system.parts WHERE active AND database = currentDatabase() AND table = 'days'");
    await expect.poll(parts).toBe(1);
    const plan = await database
      .acrossWorkspaces('a test')
      .read<{ explain: string }>('EXPLAIN PIPELINE SELECT count() FROM days FINAL');
    expect(plan.map((line) => line.explain).join('\n')).not.toContain('Replacing');
    expect(await one('SELECT version FROM days FINAL')).toBe(2);
  });

  test('a statement that fails after some rows were sent is rejected with its own error and without rows', async () => {
    const reading = database
      .acrossWorkspaces('a test')
      .read('SELECT number, throwIf(number = 3000000) AS t FROM numbers(5000000)');
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'Error', type: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO' });
    expect(isRefusal(error)).toBe(true);
  });
});

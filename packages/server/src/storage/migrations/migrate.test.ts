import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { startTestServer } from '../../server.fixture.ts';
import { SECRET_HEADER } from '../engine/configuration.ts';
import { startEngineProcess, type EngineProcess } from '../engine/engine-process.ts';
import { forwarderOf, type Forwarder } from '../engine/forwarder.fixture.ts';
import { locateLibrary } from '../engine/locate-library.ts';
import { setupStatements, migrate, migrations, newestSchema } from './migrate.ts';

describe('the schema of a database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-schema-'));
  let engine: EngineProcess;
  let forwarder: Forwarder;
  let client: ClickHouseClient;
  const log = pino({ level: 'silent' });
  const rows = async (query: string): Promise<unknown[]> =>
    (await client.query({ query, format: 'JSONEachRow' })).json();
  const tablesOf = (database: string): Promise<unknown[]> =>
    rows(`SELECT name, engine_full FROM system.tables WHERE database = '${database}' ORDER BY name`);
  const marksOf = (database: string): Promise<unknown[]> =>
    rows(`SELECT number, name FROM ${database}.schema_migrations FINAL ORDER BY number`);

  beforeAll(async () => {
    engine = await startEngineProcess({ library: await locateLibrary(), dataDir });
    forwarder = await forwarderOf(engine);
    client = createClient({
      url: `http://127.0.0.1:${engine.port}`,
      http_headers: { [SECRET_HEADER]: engine.secret },
    });
    await migrate(client, { database: 'whole', embedded: false });
  });
  afterAll(async () => {
    forwarder.close();
    await client.close();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('is the same if many servers create it at once, or if it is created again', async () => {
    const layout = { database: 'many', embedded: false };
    await Promise.all(Array.from({ length: 8 }, () => migrate(client, layout)));
    await migrate(client, layout);
    expect(await tablesOf('many')).toHaveLength((await tablesOf('whole')).length);
    expect(await marksOf('many')).toEqual(migrations(layout).map(({ number, name }) => ({ number, name })));
  });

  test('is completed by the next start, wherever the previous one was interrupted', async () => {
    const all = migrations({ database: 'any', embedded: false });
    const cuts = all.flatMap(({ number, statements }) => statements.map((_, done) => ({ number, done })));
    for (const [index, { number, done }] of cuts.entries()) {
      const layout = { database: `cut_${index}`, embedded: false };
      const [makeDatabase = '', ...makeTables] = setupStatements(layout);
      await client.command({ query: makeDatabase });
      const before = all.filter((each) => each.number < number).flatMap((each) => each.statements);
      const half = all.find((each) => each.number === number)?.statements.slice(0, done) ?? [];
      for (const query of [...makeTables, ...before, ...half]) {
        await client.command({ query, clickhouse_settings: { database: layout.database } });
      }
      await migrate(client, layout);
      expect(await tablesOf(layout.database), `cut ${index}`).toHaveLength((await tablesOf('whole')).length);
      expect(await marksOf(layout.database)).toHaveLength(all.length);
      await client.command({ query: `DROP DATABASE ${layout.database} SYNC` });
    }
  });

  test('keeps all rows if an interrupted migration is completed', async () => {
    const options = { clickhouse: { url: forwarder.url, database: 'kept' }, log };
    const id = newId();
    const before = await startTestServer(options);
    await before.call('POST', 'private/traces/batch', {
      traces: [{ id, name: 'kept', start_time: new Date().toISOString() }],
    });
    await before[Symbol.asyncDispose]();
    await client.command({ query: 'TRUNCATE TABLE kept.schema_migrations' });
    await client.command({ query: 'DROP TABLE kept.threads SYNC' });
    const after = await startTestServer(options);
    expect((await after.call('GET', `private/traces/${id}`)).body).toMatchObject({ name: 'kept' });
    expect(await tablesOf('kept')).toHaveLength((await tablesOf('whole')).length);
    await after[Symbol.asyncDispose]();
  });

  test('has no negative durations, in rows of an earlier version either', async () => {
    const layout = { database: 'earlier', embedded: false };
    const earlier = migrations(layout).filter(({ number }) => number < 10);
    const [makeDatabase = '', ...makeTables] = setupStatements(layout);
    await client.command({ query: makeDatabase });
    for (const query of [...makeTables, ...earlier.flatMap(({ statements }) => statements)]) {
      await client.command({ query, clickhouse_settings: { database: layout.database } });
    }
    for (const table of ['traces', 'spans']) {
      await client.command({
        query: `INSERT INTO earlier.${table} (id, start_time, end_time) VALUES
          ('1', '2026-01-15 09:30:05', '2026-01-15 09:30:00'), ('2', '2026-01-15 09:30:05', '2026-01-15 09:30:06')`,
      });
    }
    await migrate(client, layout);
    for (const table of ['traces', 'spans']) {
      const durations = (): Promise<unknown[]> => rows(`SELECT duration FROM earlier.${table} ORDER BY id`);
      // The engine rewrites stored values after the statement has been answered.
      await expect.poll(durations).toEqual([{ duration: 0 }, { duration: 1_000 }]);
    }
  });

  test('is refused at once if it is newer than the server, with a message that says what to do', async () => {
    const layout = { database: 'ahead', embedded: false };
    await migrate(client, layout);
    await client.insert({
      table: 'ahead.schema_migrations',
      values: [{ number: newestSchema() + 1, name: 'of the future' }],
      format: 'JSONEachRow',
    });
    const options = { clickhouse: { url: forwarder.url, database: 'ahead' }, log };
    const server = await startTestServer(options, { ready: false });
    await expect(server.vitrine.ready(5_000)).rejects.toThrow(/newer one/);
    const reason =
      `The database ahead has schema ${newestSchema() + 1}, but this version of Vitrine knows only schema ${newestSchema()}. ` +
      'Use the version that wrote it, or a newer one.';
    const answer = await server.call<{ message: string }>('GET', 'view/projects');
    expect(answer.status).toBe(503);
    expect(answer.body.message).toMatch(/^the storage is not available; .* request id [0-9a-f-]{36}$/);
    const health = await fetch(`${server.url}/api/health`);
    expect([health.status, await health.json()]).toEqual([503, { storage: { state: 'failed', reason } }]);
    await server[Symbol.asyncDispose]();
  });
});

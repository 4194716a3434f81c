import { readdirSync, readFileSync } from 'node:fs';
import type { ClickHouseClient } from '@clickhouse/client';

// The same place from src/ and from dist/: the SQL is shipped beside both.
const DIRECTORY = new URL('../../src/clickhouse/migrations/', import.meta.url);

/** The oldest server that the storage tests have passed on. */
const OLDEST_VERSION = [25, 8] as const;

/**
 * Brings a database to the schema of this version: creates it where it is absent and applies the numbered files of
 * `migrations/` that it does not have yet. Each statement may run again, so several servers may start at once.
 *
 * @param embedded whether to apply the settings that only the embedded engine gets (`/*embedded ... *\/` in the files)
 * @throws where the server is older than the oldest one tested, or its schema is newer than this code
 */
export async function migrate(client: ClickHouseClient, database: string, embedded: boolean): Promise<void> {
  await refuseOldServer(client);
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${identifier(database)} ENGINE = Atomic` });
  await client.command({
    query: `CREATE TABLE IF NOT EXISTS ${identifier(database)}.schema_migrations (number UInt32, name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = ReplacingMergeTree ORDER BY number`,
  });
  const applied = await (
    await client.query({
      query: `SELECT number FROM ${identifier(database)}.schema_migrations FINAL`,
      format: 'JSONEachRow',
    })
  ).json<{ number: number }>();
  const known = new Set(applied.map((row) => row.number));
  const files = readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.sql'))
    .toSorted();
  const newest = Number.parseInt(files.at(-1) ?? '0', 10);
  const ahead = [...known].filter((number) => number > newest);
  if (ahead.length > 0) {
    throw new Error(
      `The database ${database} has schema ${Math.max(...ahead)}, this version of Vitrine knows ${newest}. ` +
        'Use the version that wrote it, or a newer one.',
    );
  }
  for (const file of files) {
    const number = Number.parseInt(file, 10);
    if (known.has(number)) continue;
    for (const query of statements(readFileSync(new URL(file, DIRECTORY), 'utf8'), embedded)) {
      await client.command({ query, clickhouse_settings: { database } });
    }
    await client.insert({
      table: `${identifier(database)}.schema_migrations`,
      values: [{ number, name: file }],
      format: 'JSONEachRow',
    });
  }
}

async function refuseOldServer(client: ClickHouseClient): Promise<void> {
  const [row] = await (
    await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' })
  ).json<{ version: string }>();
  const [major = 0, minor = 0] = (row?.version ?? '').split('.').map(Number);
  if (major < OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor < OLDEST_VERSION[1])) {
    throw new Error(`ClickHouse ${row?.version} is too old: Vitrine needs ${OLDEST_VERSION.join('.')} or newer.`);
  }
}

/** The statements of a file, without comments; what only the embedded engine gets is opened or removed. */
function statements(sql: string, embedded: boolean): string[] {
  return sql
    .replace(/\/\*embedded (.*?)\*\//g, embedded ? '$1' : '')
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Quotes a name that comes from the options. */
function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

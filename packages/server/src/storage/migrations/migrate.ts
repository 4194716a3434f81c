import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { identifier, statementsFor, type SchemaLayout } from './ddl.ts';

/** Oldest version of ClickHouse on which the storage tests pass. */
const OLDEST_VERSION = [25, 8] as const;

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (number UInt32, name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = ReplacingMergeTree ORDER BY number;`;

/** Thrown if a newer version of Vitrine has written the database. A retry cannot succeed. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
}

/** One numbered file of `migrations/`. */
export interface Migration {
  number: number;
  name: string;
  statements: string[];
}

/** Returns all migrations of this version for a layout, oldest first. */
export function migrations(layout: SchemaLayout): Migration[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.sql'));
  if (files.length === 0) throw new Error(`There are no migrations in ${import.meta.dirname}; run \`npm run build\``);
  return files.toSorted().map((file) => ({
    number: Number.parseInt(file, 10),
    name: file,
    statements: statementsFor(readFileSync(join(import.meta.dirname, file), 'utf8'), layout),
  }));
}

/** Returns the statements that create the database and the table of applied migrations. */
export function setupStatements(layout: SchemaLayout): string[] {
  return statementsFor(
    `CREATE DATABASE IF NOT EXISTS ${identifier(layout.database)} ENGINE = Atomic;
${MIGRATIONS_TABLE}`,
    layout,
  );
}

/** Returns the number of the newest migration of this version. */
export function newestSchema(): number {
  return migrations({ database: '', embedded: false }).at(-1)?.number ?? 0;
}

/**
 * Brings a database to the schema of this version: creates it if it is absent, and applies the numbered files of
 * `migrations/` that were not applied yet. Each statement can run again, so several servers may start at the same time,
 * and the next server completes an interrupted migration.
 *
 * @throws {SchemaTooNew} if the schema is newer than this version
 * @throws if the version of ClickHouse is older than the oldest supported one
 */
export async function migrate(client: ClickHouseClient, layout: SchemaLayout): Promise<void> {
  await refuseOldServer(client);
  const { database } = layout;
  const known = await appliedMigrations(client, layout);
  const all = migrations(layout);
  const newest = all.at(-1)?.number ?? 0;
  const ahead = Math.max(0, ...known);
  if (ahead > newest) {
    throw new SchemaTooNew(
      `The database ${database} has schema ${ahead}, but this version of Vitrine knows only schema ${newest}. ` +
        'Use the version that wrote it, or a newer one.',
    );
  }
  for (const { number, name, statements } of all) {
    if (known.has(number)) continue;
    for (const query of statements) await run(client, query, database);
    await client.insert({
      table: `${identifier(database)}.schema_migrations`,
      values: [{ number, name }],
      format: 'JSONEachRow',
    });
  }
}

/** Returns the numbers of the applied migrations. Creates the database if it is absent. */
async function appliedMigrations(client: ClickHouseClient, layout: SchemaLayout): Promise<Set<number>> {
  const { database } = layout;
  const tables = await client.query({
    query: "SELECT name FROM system.tables WHERE database = {database:String} AND name = 'schema_migrations'",
    query_params: { database },
    format: 'JSONEachRow',
  });
  if ((await tables.json()).length === 0) {
    const [makeDatabase, ...makeTables] = setupStatements(layout);
    await client.command({ query: makeDatabase ?? '' });
    for (const query of makeTables) await run(client, query, database);
  }
  const applied = await client.query({
    query: `SELECT number FROM ${identifier(database)}.schema_migrations FINAL`,
    format: 'JSONEachRow',
  });
  return new Set((await applied.json<{ number: number }>()).map((row) => row.number));
}

async function run(client: ClickHouseClient, query: string, database: string): Promise<void> {
  await client.command({ query, clickhouse_settings: { database } });
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

import { mkdirSync, realpathSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { DiskFiles } from '../../tracing/attachments/disk-files.ts';
import { identifier } from '../../storage/migrations/ddl.ts';
import { SECRET_HEADER } from '../../storage/engine/configuration.ts';
import { DataDirectoryLocked, startEngineProcess, type EngineProcess } from '../../storage/engine/engine-process.ts';
import { locateLibrary } from '../../storage/engine/locate-library.ts';
import { newestSchema } from '../../storage/migrations/migrate.ts';
import type { Options } from '../../server/options.ts';
import { refuseRemote } from './backup.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { pathLiteral, withStaging } from './staging.ts';

/** Maximum time that a restore may take, in ms. */
const TIMEOUT_MS = 24 * 60 * 60 * 1000;

/**
 * Restores a backup into a data directory that no server uses. The next server that opens the data applies newer
 * migrations.
 *
 * @param force whether to replace existing data
 * @throws if the directory has data already or is in use, or if the schema of the backup is newer than this version
 */
export async function restore(
  options: Pick<Options, 'clickhouse' | 'dataDir'>,
  directory: string,
  { force = false }: { force?: boolean } = {},
): Promise<Manifest> {
  refuseRemote(options);
  const source = resolve(directory);
  const manifest = readManifest(source);
  if (manifest.schema > newestSchema()) {
    throw new Error(
      `the backup has schema ${manifest.schema} (Vitrine ${manifest.vitrine}), but this version knows only ` +
        `schema ${newestSchema()}: restore it with the version that made it, or a newer one`,
    );
  }
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const engine = await start(options);
  const client = createClient({
    url: `http://127.0.0.1:${engine.port}`,
    http_headers: { [SECRET_HEADER]: engine.secret },
    request_timeout: TIMEOUT_MS,
    log: { level: ClickHouseLogLevel.OFF },
  });
  try {
    const name = options.clickhouse.database;
    await putBack(client, name);
    if (!force && (await exists(client, 'tables', 'database', name))) {
      throw new Error(`${options.dataDir} has data already: add --force to put the backup in its place`);
    }
    await new DiskFiles(join(source, 'attachments')).copyTo(join(options.dataDir, 'attachments'));
    await withStaging(options.dataDir, async (path) => {
      await cp(join(source, 'data'), path, { recursive: true });
      await putInPlace(client, path, manifest.database, name);
    });
    return manifest;
  } finally {
    await client.close();
    await engine.stop();
  }
}

/** Moves existing data aside, and deletes it only after the backup has been restored completely. */
async function putInPlace(client: ClickHouseClient, path: string, from: string, name: string): Promise<void> {
  const current = identifier(name);
  const aside = identifier(asideOf(name));
  const replaced = identifier(`${name}_replaced`);
  await run(client, `CREATE DATABASE IF NOT EXISTS ${current} ENGINE = Atomic`);
  await run(client, `RENAME DATABASE ${current} TO ${aside}`);
  try {
    await run(client, `RESTORE DATABASE ${identifier(from)} AS ${current} FROM File(${pathLiteral(path)})`);
  } catch (error) {
    await putBack(client, name);
    throw error;
  }
  // The restore is complete. After the next rename, a later restore does not put back data that is half dropped.
  await run(client, `DROP DATABASE IF EXISTS ${replaced} SYNC`);
  await run(client, `RENAME DATABASE ${aside} TO ${replaced}`);
  await run(client, `DROP DATABASE ${replaced} SYNC`);
}

/** Puts back the data that a failed or interrupted restore has moved aside. */
async function putBack(client: ClickHouseClient, name: string): Promise<void> {
  if (!(await exists(client, 'databases', 'name', asideOf(name)))) return;
  await run(client, `DROP DATABASE IF EXISTS ${identifier(name)} SYNC`);
  await run(client, `RENAME DATABASE ${identifier(asideOf(name))} TO ${identifier(name)}`);
}

function asideOf(name: string): string {
  return `${name}_before_restore`;
}

function run(client: ClickHouseClient, query: string): Promise<unknown> {
  return client.command({ query, clickhouse_settings: { check_table_dependencies: 0 } });
}

async function start({ dataDir, clickhouse }: Pick<Options, 'clickhouse' | 'dataDir'>): Promise<EngineProcess> {
  try {
    const library = await locateLibrary();
    return await startEngineProcess({ library, dataDir: realpathSync(dataDir), memoryLimit: clickhouse.memoryLimit });
  } catch (error) {
    if (!(error instanceof DataDirectoryLocked)) throw error;
    throw new Error(`a server is using ${dataDir}: stop it first`, { cause: error });
  }
}

/** Whether a system table has a row with this name. */
async function exists(client: ClickHouseClient, table: string, column: string, name: string): Promise<boolean> {
  const found = await client.query({
    query: `SELECT 1 FROM system.${table} WHERE ${column} = {name:String} LIMIT 1`,
    query_params: { name },
    format: 'JSONEachRow',
  });
  return (await found.json()).length > 0;
}

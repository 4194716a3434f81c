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

/** How long reading a backup back may take, in ms. */
const TIMEOUT_MS = 24 * 60 * 60 * 1000;

/**
 * Puts a backup into a data directory that no server uses. A backup of an older schema is brought up to date by the next
 * server that opens it.
 *
 * @param force whether to put it in the place of the data that is there
 * @throws where the directory has data already, is in use, or where the backup is of a newer schema than this code
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
      `the backup is of schema ${manifest.schema} (Vitrine ${manifest.vitrine}), this version knows ${newestSchema()}: ` +
        'restore it with the version that made it, or a newer one',
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

/** The data that is there is put aside, and goes only when the backup has been read whole. */
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
  // From here on it is done: what is dropped half is not put back.
  await run(client, `DROP DATABASE IF EXISTS ${replaced} SYNC`);
  await run(client, `RENAME DATABASE ${aside} TO ${replaced}`);
  await run(client, `DROP DATABASE ${replaced} SYNC`);
}

/** What a restore has put aside that failed, or was cut, is put back in its place. */
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

/** Whether something of that name is in a system table. */
async function exists(client: ClickHouseClient, table: string, column: string, name: string): Promise<boolean> {
  const found = await client.query({
    query: `SELECT 1 FROM system.${table} WHERE ${column} = {name:String} LIMIT 1`,
    query_params: { name },
    format: 'JSONEachRow',
  });
  return (await found.json()).length > 0;
}

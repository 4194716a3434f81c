import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DiskFiles } from '../../tracing/attachments/disk-files.ts';
import { Database } from '../../storage/database/database.ts';
import { identifier } from '../../storage/migrations/ddl.ts';
import { newestSchema } from '../../storage/migrations/migrate.ts';
import type { Options } from '../../server/options.ts';
import { VERSION } from '../../platform/version.ts';
import { writeManifest, type Manifest } from './manifest.ts';
import { isEmpty, move, pathLiteral, withStaging } from './staging.ts';

/** Interval at which the status of the backup is read, in ms. */
const POLL_MS = 100;
/** Maximum time that the engine may take to start, in ms. */
const READY_MS = 60_000;

/**
 * Copies the data of the embedded engine and the files of attachments into a directory. Servers may continue to write.
 * The backup contains all writes that were acknowledged before it began, and possibly later ones. Each table is copied
 * as of one moment, which may differ between tables by the duration of the backup.
 *
 * @param directory an empty directory, or one that does not exist yet
 * @throws if the directory is not empty, if ClickHouse is not the embedded engine, or if the engine fails
 */
export async function backUp(
  options: Pick<Options, 'clickhouse' | 'dataDir' | 'log'>,
  directory: string,
): Promise<Manifest> {
  const target = resolve(directory);
  refuseRemote(options);
  if (!isEmpty(target))
    throw new Error(`${target} is not empty: name an empty directory, or one that does not exist yet`);
  const database = new Database(options, options.log);
  try {
    await database.health.ready(READY_MS);
    const manifest = {
      vitrine: VERSION,
      schema: newestSchema(),
      database: options.clickhouse.database,
      created_at: new Date().toISOString(),
    };
    await withStaging(options.dataDir, async (path) => {
      await copyTables(database, options.clickhouse.database, path);
      mkdirSync(target, { recursive: true, mode: 0o700 });
      await move(path, join(target, 'data'));
    });
    // Files are copied after the tables, so that every file that the tables name is included.
    await new DiskFiles(join(options.dataDir, 'attachments')).copyTo(join(target, 'attachments'));
    // The manifest is written last because it marks the backup as complete.
    writeManifest(target, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

/** Throws if ClickHouse is remote: backups are for the embedded engine only. */
export function refuseRemote({ clickhouse }: Pick<Options, 'clickhouse'>): void {
  if (clickhouse.url) {
    throw new Error('this command is for the embedded engine: use the BACKUP and RESTORE of the ClickHouse server');
  }
}

/** Runs ClickHouse's BACKUP asynchronously because it may take longer than a request is allowed to. */
async function copyTables(database: Database, name: string, path: string): Promise<void> {
  const id = randomUUID();
  await database
    .acrossWorkspaces('a backup holds all workspaces')
    .command(`BACKUP DATABASE ${identifier(name)} TO File(${pathLiteral(path)}) SETTINGS id = '${id}' ASYNC`);
  for (;;) {
    const [backup] = await database
      .acrossWorkspaces('a backup holds all workspaces')
      .read<{ status: string; error: string }>('SELECT status, error FROM system.backups WHERE id = {id:String}', {
        id,
      });
    if (backup?.status === 'BACKUP_CREATED') return;
    if (backup?.status !== 'CREATING_BACKUP') {
      throw new Error(`the engine could not make the backup: ${backup?.error ?? 'it was restarted during the backup'}`);
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

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

/** How often the engine is asked whether it is done, in ms. */
const POLL_MS = 100;
/** How long the engine may take to start, in ms. */
const READY_MS = 60_000;

/**
 * Copies what the embedded engine keeps, and the files of attachments beside it, into a directory, while servers go on
 * writing: what was acknowledged before it began is in it, what comes meanwhile may be. Each table is as it was at one moment; the moments of two tables may lie
 * apart by as long as it takes.
 *
 * @param directory absent or empty
 * @throws where the directory has something in it, where ClickHouse is not the embedded engine, or the engine fails
 */
export async function backUp(
  options: Pick<Options, 'clickhouse' | 'dataDir' | 'log'>,
  directory: string,
): Promise<Manifest> {
  const target = resolve(directory);
  refuseRemote(options);
  if (!isEmpty(target)) throw new Error(`${target} is not empty: name a directory that is, or one that is not there`);
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
      mkdirSync(target, { recursive: true });
      await move(path, join(target, 'data'));
    });
    // After the tables: so each file that they name is in the copy.
    await new DiskFiles(join(options.dataDir, 'attachments')).copyTo(join(target, 'attachments'));
    // The last thing: what has no manifest is no backup.
    writeManifest(target, manifest);
    return manifest;
  } finally {
    await database.close();
  }
}

/** Backups are the embedded engine's: another ClickHouse has tools of its own. */
export function refuseRemote({ clickhouse }: Pick<Options, 'clickhouse'>): void {
  if (clickhouse.url) {
    throw new Error('this is for the embedded engine: use the BACKUP and RESTORE of the ClickHouse server itself');
  }
}

/** Runs the engine's own BACKUP in the background, for a request may not take as long as it does. */
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
      throw new Error(`the engine could not make the backup: ${backup?.error ?? 'it was started again meanwhile'}`);
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

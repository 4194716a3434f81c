import { idTimeMs } from '@vitrine/core/model';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';
import type { FileStore } from './file-store.ts';
import type { Uploads } from './uploads.ts';

/** Minimum age of a file to be swept, in ms: the row of a younger one may not be written yet. */
const YOUNG_MS = 60 * 60 * 1_000;
/** Maximum number of files in one query. */
const CHUNK = 1_000;

const KEY = /^w-([^/]+)\/(trace|span)\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/**
 * Deletes files without an attachment: those whose rows were deleted by retention, the size cap or the deletion of a
 * project, and those of a server that died before it wrote the row. Abandoned uploads are aborted too.
 *
 * @returns the number of deleted files
 */
export async function sweepFiles(
  { database, store, uploads }: { database: Database; store: FileStore; uploads: Uploads },
  nowMs: number = Date.now(),
): Promise<number> {
  await uploads.sweep(nowMs);
  const open = await uploads.keys();
  let swept = 0;
  for await (const keys of store.list()) {
    for (const chunk of chunksOf(keys, CHUNK)) {
      const old = chunk.flatMap((key) => {
        const [, workspace = '', , entity = '', file = ''] = KEY.exec(key) ?? [];
        return file && !open.has(key) && idTimeMs(file) < nowMs - YOUNG_MS
          ? [{ key, workspace: decodeURIComponent(workspace), entity }]
          : [];
      });
      if (old.length === 0) continue;
      const rows = await database.acrossWorkspaces('files of all workspaces are swept').read<{ key: string }>(
        `SELECT key FROM attachments FINAL
         WHERE workspace IN {workspaces:Array(String)} AND entity_type IN ('trace', 'span')
           AND entity_id IN {entities:Array(String)}`,
        {
          workspaces: [...new Set(old.map((file) => file.workspace))],
          entities: [...new Set(old.map((file) => file.entity))],
        },
      );
      const kept = new Set(rows.map((row) => row.key));
      const orphans = old.filter(({ key }) => !kept.has(key)).map(({ key }) => key);
      await store.delete(orphans);
      swept += orphans.length;
    }
  }
  return swept;
}

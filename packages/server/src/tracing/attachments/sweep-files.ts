import { idTimeMs } from '@vitrine/core/model';
import type { Database } from '../../storage/database/database.ts';
import type { FileStore } from './file-store.ts';
import type { Uploads } from './uploads.ts';

/** A file that is younger than this may still wait for its row, in ms. */
const YOUNG_MS = 60 * 60 * 1_000;
/** So many files are looked up in one query. */
const CHUNK = 1_000;

const KEY = /^w-([^/]+)\/(trace|span)\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/**
 * Deletes the files that no attachment has any more: what retention, the size cap and the deletion of a project took from
 * the table, and what a server that died had written before its row. Uploads that were left half done are forgotten too.
 *
 * @returns how many there were
 */
export async function sweepFiles(
  { database, store, uploads }: { database: Database; store: FileStore; uploads: Uploads },
  nowMs: number = Date.now(),
): Promise<number> {
  await uploads.sweep(nowMs);
  const open = await uploads.keys();
  let swept = 0;
  for await (const keys of store.list()) {
    for (let at = 0; at < keys.length; at += CHUNK) {
      const old = keys.slice(at, at + CHUNK).flatMap((key) => {
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

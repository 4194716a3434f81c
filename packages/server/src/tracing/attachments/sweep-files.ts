import { idTimeMs } from '@vitrine/core/model';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';
import { serverPrincipal } from '../../platform/auth/principal.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { AttachedEntity, Attachments } from './attachments.ts';
import type { Uploads } from './uploads.ts';

/** Minimum age of a file to be swept, in ms: the row of a younger one may not be written yet. */
const YOUNG_MS = 60 * 60 * 1_000;
/** Age at which a file is deleted if its trace or span has not arrived, in ms. */
const UNOWNED_MS = 24 * 60 * 60 * 1_000;
/** Maximum number of files in one query. */
const CHUNK = 1_000;

const KEY = /^w-([^/]+)\/(trace|span)\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/**
 * Deletes files without an attachment: those whose rows were deleted by retention, the size cap or the deletion of a
 * project, and those of a server that died before it wrote the row. Attachments whose trace or span has not arrived
 * within a day are deleted, and abandoned uploads are aborted.
 *
 * @returns the number of deleted files
 */
export async function sweepFiles(
  { database, attachments, uploads }: { database: Database; attachments: Attachments; uploads: Uploads },
  nowMs: number = Date.now(),
): Promise<number> {
  const { store } = attachments;
  await uploads.sweep(nowMs);
  const open = await uploads.keys();
  let swept = 0;
  for await (const keys of store.list()) {
    for (const chunk of chunksOf(keys, CHUNK)) {
      const old = chunk.flatMap((key) => {
        const [, workspace = '', type = '', entity = '', file = ''] = KEY.exec(key) ?? [];
        const ageMs = nowMs - (file ? idTimeMs(file) : nowMs);
        return ageMs > YOUNG_MS && !open.has(key)
          ? [{ key, workspace: decodeURIComponent(workspace), type: type as AttachedEntity, entity, ageMs }]
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
      const late = old.filter(({ key, ageMs }) => kept.has(key) && ageMs > UNOWNED_MS);
      swept += await deleteUnowned(database, attachments, late);
    }
  }
  return swept;
}

/** Deletes the attachments of traces and spans that are not stored. Returns the number of their files. */
async function deleteUnowned(
  database: Database,
  attachments: Attachments,
  files: readonly { workspace: string; type: AttachedEntity; entity: string }[],
): Promise<number> {
  let deleted = 0;
  const groups = new Map<string, (typeof files)[number][]>();
  for (const file of files) {
    const group = `${file.type} ${file.workspace}`;
    groups.set(group, [...(groups.get(group) ?? []), file]);
  }
  for (const some of groups.values()) {
    const [{ workspace, type }] = some as [(typeof files)[number]];
    const principal = serverPrincipal(workspace);
    const entities = [...new Set(some.map(({ entity }) => entity))];
    const stored = await locateEntities(database, principal, type, entities);
    const unowned = entities.filter((entity) => !stored.has(entity));
    await attachments.delete(principal, type, unowned);
    deleted += some.filter(({ entity }) => !stored.has(entity)).length;
  }
  return deleted;
}

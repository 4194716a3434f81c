import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { deleteRelated, type RelatedStores } from './delete-related.ts';
import type { Database } from '../../storage/database/database.ts';

/** Key of a thread, whose id is unique only within its project. */
export interface ThreadKey {
  project_id: string;
  thread_id: string;
}

/** Deletes the scores and comments of threads, and their rows in `threads`; their traces are not deleted. */
export async function deleteThreadRows(
  parts: { database: Database } & RelatedStores,
  principal: Principal,
  threads: readonly ThreadKey[],
): Promise<void> {
  const projects = [...new Set(threads.map((thread) => thread.project_id))];
  const entities = threads.map((thread) => threadEntityId(thread.project_id, thread.thread_id));
  for (const chunk of chunksOfTexts(entities)) {
    await deleteRelated(parts, principal, 'thread', chunk);
    // Above the stored version, and with the current time in it, by which tombstones are purged.
    await parts.database.ofServer(principal.workspace).command(
      `INSERT INTO threads (workspace, project_id, thread_id, is_deleted, version)
       SELECT workspace, project_id, thread_id, 1,
         greatest(threads.version + 1, bitShiftLeft(toUInt64(toUnixTimestamp64Milli(now64(3))), 22))
       FROM threads FINAL
       WHERE workspace = {workspace:String} AND project_id IN {projects:Array(String)}
         AND concat(project_id, '/', thread_id) IN {threads:Array(String)}`,
      { workspace: principal.workspace, projects, threads: chunk },
    );
  }
}

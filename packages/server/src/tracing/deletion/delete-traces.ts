import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { deleteRelated, type RelatedStores } from './delete-related.ts';
import { deleteThreadRows, type ThreadKey } from './delete-thread-rows.ts';
import type { Database } from '../../storage/database/database.ts';
import type { Ingest } from '../ingest/ingest.ts';

/** Stores of traces and related data. */
export interface TraceStores extends RelatedStores {
  database: Database;
  ingest: Ingest;
}

/**
 * Deletes traces with their spans and statistics, the scores, comments and files of both, and the data of threads that
 * have no other trace.
 */
export async function deleteTraces(parts: TraceStores, principal: Principal, ids: readonly string[]): Promise<void> {
  const { database, ingest } = parts;
  const threads = await database.of(principal).read<ThreadKey>(
    `SELECT DISTINCT project_id, thread_id FROM traces FINAL
     WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} AND thread_id != ''`,
    { workspace: principal.workspace, ids },
  );
  const spans = await ingest.deleteTraces(principal, ids);
  await deleteRelated(parts, principal, 'trace', ids);
  await deleteRelated(parts, principal, 'span', spans);
  await deleteThreadRows(parts, principal, await withoutTraces(parts, principal, threads));
}

/** Returns the threads without any trace. */
export async function withoutTraces(
  { database }: { database: Database },
  { workspace }: Pick<Principal, 'workspace'>,
  threads: readonly ThreadKey[],
): Promise<ThreadKey[]> {
  const projects = [...new Set(threads.map((thread) => thread.project_id))];
  const alive = new Set<string>();
  for (const chunk of chunksOfTexts([...new Set(threads.map((thread) => thread.thread_id))])) {
    const left = await database.ofServer(workspace).read<ThreadKey>(
      `SELECT DISTINCT project_id, thread_id FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id IN {projects:Array(String)}
         AND thread_id IN {threads:Array(String)}`,
      { workspace, projects, threads: chunk },
    );
    for (const thread of left) alive.add(threadEntityId(thread.project_id, thread.thread_id));
  }
  return threads.filter((thread) => !alive.has(threadEntityId(thread.project_id, thread.thread_id)));
}

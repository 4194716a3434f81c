import { idTimeMs } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { hashedId } from '../../platform/records/hashed-id.ts';

/**
 * Returns the id by which clients name a thread: a UUIDv7 derived from a hash of the project and the thread id. It has
 * the time of the project's id, by which the project is found.
 */
export function threadModelId({ workspace }: Principal, projectId: string, threadId: string): string {
  return hashedId(idTimeMs(projectId), workspace, projectId, threadId);
}

/** Finds the thread with a model id; undefined if no trace has such a thread. */
export async function threadOfModel(
  database: Database,
  principal: Principal,
  modelId: string,
): Promise<{ project_id: string; thread_id: string } | undefined> {
  const [thread] = await database.of(principal).read<{ project_id: string; thread_id: string }>(
    `SELECT project_id, thread_id, lower(hex(SHA256(concat({workspace:String}, '\\0', project_id, '\\0', thread_id)))) AS hash
     FROM (SELECT DISTINCT project_id, thread_id FROM traces FINAL
           WHERE workspace = {workspace:String} AND startsWith(project_id, {time:String}) AND thread_id != '')
     WHERE substring(hash, 1, 3) = {start:String} AND substring(hash, 5, 15) = {end:String} LIMIT 1`,
    // Version and variant of the UUID replace parts of the hash.
    {
      time: modelId.slice(0, 13),
      start: modelId.slice(15, 18),
      end: modelId.slice(20, 23) + modelId.slice(24),
    },
  );
  return thread && { project_id: thread.project_id, thread_id: thread.thread_id };
}

import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
import { threadEntityId } from '../scores/scores.ts';

type Parts = Pick<Resources, 'database' | 'ingest' | 'scores'>;

/** An id list in one query holds at most so many. */
const CHUNK = 2_000;

interface ThreadKey {
  project_id: string;
  thread_id: string;
}

/**
 * Deletes traces with all that is about them: their spans and statistics, the scores of both, and the scores of a
 * thread that has no trace any more.
 */
export async function deleteTraces(parts: Parts, principal: Principal, ids: readonly string[]): Promise<void> {
  const { database, ingest, scores } = parts;
  const threads = await database.read<ThreadKey>(
    `SELECT DISTINCT project_id, thread_id FROM traces FINAL
     WHERE workspace = {workspace:String} AND id IN {ids:Array(String)} AND thread_id != ''`,
    { workspace: principal.workspace, ids },
  );
  const spans = await ingest.deleteTraces(principal, ids);
  await scores.delete(principal, 'trace', ids);
  for (let at = 0; at < spans.length; at += CHUNK) {
    await scores.delete(principal, 'span', spans.slice(at, at + CHUNK));
  }
  const ended = await withoutTraces(parts, principal, threads);
  if (ended.length > 0) {
    const entities = ended.map((thread) => threadEntityId(thread.project_id, thread.thread_id));
    await scores.delete(principal, 'thread', entities);
  }
}

async function withoutTraces(
  { database }: Parts,
  { workspace }: Principal,
  threads: readonly ThreadKey[],
): Promise<ThreadKey[]> {
  if (threads.length === 0) return [];
  const left = await database.read<ThreadKey>(
    `SELECT DISTINCT project_id, thread_id FROM traces FINAL
     WHERE workspace = {workspace:String} AND project_id IN {projects:Array(String)}
       AND thread_id IN {threads:Array(String)}`,
    {
      workspace,
      projects: [...new Set(threads.map((thread) => thread.project_id))],
      threads: [...new Set(threads.map((thread) => thread.thread_id))],
    },
  );
  const alive = new Set(left.map((thread) => threadEntityId(thread.project_id, thread.thread_id)));
  return threads.filter((thread) => !alive.has(threadEntityId(thread.project_id, thread.thread_id)));
}

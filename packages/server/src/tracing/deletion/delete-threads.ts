import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { deleteTraces, type TraceStores } from './delete-traces.ts';
import { deleteThreadRows } from './delete-thread-rows.ts';

/** Maximum number of traces that are deleted at once. */
const CHUNK = 200;

/** Deletes threads of a project: their traces with all related data, and the threads' own scores, comments and rows. */
export async function deleteThreads(
  parts: TraceStores,
  principal: Principal,
  projectId: string,
  threadIds: readonly string[],
): Promise<void> {
  for (const threads of chunksOfTexts(threadIds)) await deleteTracesOf(parts, principal, { projectId, threads });
  // A thread may have scores without having a trace.
  await deleteThreadRows(
    parts,
    principal,
    threadIds.map((thread_id) => ({ project_id: projectId, thread_id })),
  );
}

async function deleteTracesOf(
  parts: TraceStores,
  principal: Principal,
  { projectId, threads }: { projectId: string; threads: readonly string[] },
): Promise<void> {
  for (;;) {
    const rows = await parts.database.of(principal).read<{ id: string }>(
      `SELECT id FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}
       ORDER BY id LIMIT ${CHUNK}`,
      { workspace: principal.workspace, project: projectId, threads },
    );
    if (rows.length === 0) return;
    await deleteTraces(
      parts,
      principal,
      rows.map((row) => row.id),
    );
  }
}

import type { Database } from '../../storage/database/database.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { TABLES, type Table } from '../../storage/tables/tables.ts';
import { deleteRows } from '../deletion/delete-rows.ts';
import { withoutTraces } from '../deletion/delete-traces.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';

/** Maximum number of threads in one query. */
const PAGE = 1_000;

interface OldThread {
  workspace: string;
  project_id: string;
  thread_id: string;
}

/**
 * Deletes scores, comments and rows of threads that have no trace left and were not changed since a moment. The moment
 * matters because a thread may be scored before its first trace arrives.
 *
 * @param scope SQL that narrows the threads, as for the traces
 * @returns the number of deleted rows
 */
export async function deleteOldThreads(
  database: Database,
  beforeMs: number,
  scope: { condition: string; parameters: Record<string, unknown> },
): Promise<number> {
  const { workspace: only } = scope.parameters;
  const statements =
    typeof only === 'string'
      ? database.ofServer(only)
      : database.acrossWorkspaces('the size cap holds for all workspaces');
  let rows = 0;
  let after = { workspace: '', project_id: '', thread_id: '' };
  for (;;) {
    const old = await statements.read<OldThread>(
      `SELECT workspace, project_id, thread_id FROM (${aboutThreads(scope.condition)})
       WHERE (workspace, project_id, thread_id) > ({workspace_after:String}, {project_after:String}, {thread_after:String})
       GROUP BY workspace, project_id, thread_id
       HAVING max(last_updated_at) < parseDateTime64BestEffort({before:String}, 6, 'UTC')
       ORDER BY workspace, project_id, thread_id LIMIT ${PAGE}`,
      {
        ...scope.parameters,
        workspace_after: after.workspace,
        project_after: after.project_id,
        thread_after: after.thread_id,
        before: new Date(beforeMs).toISOString(),
      },
    );
    const last = old.at(-1);
    if (!last) return rows;
    after = last;
    for (const workspace of new Set(old.map((thread) => thread.workspace))) {
      const threads = await withoutTraces(
        { database },
        { workspace },
        old.filter((thread) => thread.workspace === workspace),
      );
      for (const ids of chunksOfTexts(threads.map((thread) => threadEntityId(thread.project_id, thread.thread_id)))) {
        rows += await deleteByEntityIds(database, { workspace, ids });
      }
    }
  }
}

/** Selects the thread and the last update of every row about threads. */
function aboutThreads(condition: string): string {
  const parts = (TABLES as readonly Table[]).flatMap(({ name, ofThread }) =>
    ofThread
      ? `SELECT workspace, project_id, substring(${ofThread.entityId}, length(project_id) + 2) AS thread_id, last_updated_at
         FROM ${name} FINAL WHERE ${condition} AND ${ofThread.only}`
      : [],
  );
  return parts.join(' UNION ALL ');
}

/** Deletes all rows about threads by their entity ids. Returns the number of rows. */
async function deleteByEntityIds(
  database: Database,
  parameters: { workspace: string; ids: string[] },
): Promise<number> {
  let rows = 0;
  for (const { name, ofThread } of TABLES as readonly Table[]) {
    if (!ofThread) continue;
    const isKept = `workspace = {workspace:String} AND ${ofThread.only} AND ${ofThread.entityId} IN {ids:Array(String)}`;
    rows += await deleteRows(database, name, isKept, parameters);
  }
  return rows;
}

import { portionsOfTexts } from '../clickhouse/portions-of.js';
import { deleteTraces } from './delete-traces.js';
import { forgetThreads } from './forget-threads.js';
/** So many traces at once. */
const CHUNK = 200;
/** Deletes threads of a project: their traces with all that is about them, and the threads' own scores and rows. */
export async function deleteThreads(parts, principal, projectId, threadIds) {
    for (const threads of portionsOfTexts(threadIds))
        await deleteTracesOf(parts, principal, { projectId, threads });
    // A thread may have been scored before its first trace came.
    await forgetThreads(parts, principal, threadIds.map((thread_id) => ({ project_id: projectId, thread_id })));
}
async function deleteTracesOf(parts, principal, { projectId, threads }) {
    for (;;) {
        const rows = await parts.database.read(`SELECT id FROM traces FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}
       ORDER BY id LIMIT ${CHUNK}`, { workspace: principal.workspace, project: projectId, threads });
        if (rows.length === 0)
            return;
        await deleteTraces(parts, principal, rows.map((row) => row.id));
    }
}
//# sourceMappingURL=delete-threads.js.map
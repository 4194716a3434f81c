import { portionsOfTexts } from '../clickhouse/portions-of.js';
import { KeyedLock } from '../ingest/keyed-lock.js';
import { threadModelId } from './thread-model-id.js';
/** Keeps what people make of threads: whether one is closed, and its tags. */
export class ThreadStates {
    #database;
    #clock;
    #locks = new KeyedLock();
    constructor(database, clock) {
        this.#database = database;
        this.#clock = clock;
    }
    /** Closes threads, or opens them again. */
    setStatus(principal, projectId, threadIds, status) {
        const status_at = new Date().toISOString();
        return this.#change(principal, projectId, threadIds, (row) => ({ ...row, status, status_at }));
    }
    /** Changes the tags of threads. */
    editTags(principal, projectId, threadIds, edits) {
        return this.#change(principal, projectId, threadIds, (row) => {
            const tags = new Set([...(edits.tags ?? row.tags), ...(edits.tags_to_add ?? [])].map((tag) => tag.toWellFormed()));
            for (const tag of edits.tags_to_remove ?? [])
                tags.delete(tag);
            return { ...row, tags: [...tags] };
        });
    }
    async #change(principal, projectId, threadIds, change) {
        const { workspace, subject } = principal;
        const keys = threadIds.map((id) => `${workspace}/${projectId}/${id}`);
        await this.#locks.hold(keys, async () => {
            const stored = await this.#read(principal, projectId, threadIds);
            const now = new Date().toISOString();
            const rows = threadIds.map((thread_id) => {
                const row = stored.get(thread_id) ?? this.#newRow(principal, projectId, thread_id, now);
                const version = this.#clock.next(BigInt(row.version)).toString();
                return { ...change(row), last_updated_at: now, last_updated_by: subject, version };
            });
            await this.#database.insert('threads', rows.map((row) => JSON.stringify(row)));
        });
    }
    #newRow(principal, projectId, thread_id, now) {
        return {
            workspace: principal.workspace,
            project_id: projectId,
            thread_id,
            thread_model_id: threadModelId(principal, projectId, thread_id),
            status: '',
            status_at: new Date(0).toISOString(),
            tags: [],
            created_at: now,
            created_by: principal.subject,
            last_updated_at: now,
            last_updated_by: principal.subject,
            version: '0',
        };
    }
    async #read({ workspace }, project, threadIds) {
        const stored = new Map();
        for (const threads of portionsOfTexts(threadIds)) {
            const rows = await this.#database.read(`SELECT workspace, project_id, thread_id, thread_model_id, status, status_at, tags, created_at, created_by,
           last_updated_at, last_updated_by, toString(threads.version) AS version
         FROM threads FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`, { workspace, project, threads });
            for (const row of rows)
                stored.set(row.thread_id, row);
        }
        return stored;
    }
}
//# sourceMappingURL=thread-states.js.map
import type { Principal } from '../../platform/auth/principal.ts';
import type { HybridLogicalClock } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Database } from '../../storage/database/database.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { KeyedLock } from '../../platform/locks/keyed-lock.ts';
import { threadModelId } from '../entities/thread-model-id.ts';

/** Stored state of a thread, in addition to its traces. */
interface StoredThread {
  workspace: string;
  project_id: string;
  thread_id: string;
  thread_model_id: string;
  /** Status that was set; '' if it was never closed or opened. */
  status: '' | 'active' | 'inactive';
  status_at: string;
  tags: string[];
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  version: string;
}

/** Changes of the tags of a thread: `tags` replaces them all, then some are added and some removed. */
export interface TagEdits {
  tags?: string[] | null | undefined;
  tags_to_add?: string[] | null | undefined;
  tags_to_remove?: string[] | null | undefined;
}

/** Stores the state of threads that users set: open or closed, and tags. */
export class ThreadStates {
  readonly #database: Database;
  readonly #clock: HybridLogicalClock;
  readonly #locks = new KeyedLock();

  constructor(database: Database, clock: HybridLogicalClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Closes threads, or opens them again. */
  setStatus(
    principal: Principal,
    projectId: string,
    threadIds: readonly string[],
    status: 'active' | 'inactive',
  ): Promise<void> {
    const status_at = new Date().toISOString();
    return this.#change(principal, projectId, threadIds, (row) => ({ ...row, status, status_at }));
  }

  /** Changes the tags of threads. */
  editTags(principal: Principal, projectId: string, threadIds: readonly string[], edits: TagEdits): Promise<void> {
    return this.#change(principal, projectId, threadIds, (row) => {
      const tags = new Set(
        [...(edits.tags ?? row.tags), ...(edits.tags_to_add ?? [])].map((tag) => tag.toWellFormed()),
      );
      for (const tag of edits.tags_to_remove ?? []) tags.delete(tag);
      return { ...row, tags: [...tags] };
    });
  }

  async #change(
    principal: Principal,
    projectId: string,
    threadIds: readonly string[],
    change: (row: StoredThread) => StoredThread,
  ): Promise<void> {
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
      await this.#database.ofServer(principal.workspace).insert('threads', rows);
    });
  }

  #newRow(principal: Principal, projectId: string, thread_id: string, now: string): StoredThread {
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

  async #read(
    { workspace }: Principal,
    project: string,
    threadIds: readonly string[],
  ): Promise<Map<string, StoredThread>> {
    const stored = new Map<string, StoredThread>();
    for (const threads of chunksOfTexts(threadIds)) {
      const rows = await this.#database.ofServer(workspace).read<StoredThread>(
        `SELECT workspace, project_id, thread_id, thread_model_id, status, status_at, tags, created_at, created_by,
           last_updated_at, last_updated_by, toString(threads.version) AS version
         FROM threads FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`,
        { workspace, project, threads },
      );
      for (const row of rows) stored.set(row.thread_id, row);
    }
    return stored;
  }
}

import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** How the tags of a thread change: `tags` replaces them all, then some are added and some removed. */
export interface TagEdits {
    tags?: string[] | null | undefined;
    tags_to_add?: string[] | null | undefined;
    tags_to_remove?: string[] | null | undefined;
}
/** Keeps what people make of threads: whether one is closed, and its tags. */
export declare class ThreadStates {
    #private;
    constructor(database: Database, clock: Clock);
    /** Closes threads, or opens them again. */
    setStatus(principal: Principal, projectId: string, threadIds: readonly string[], status: 'active' | 'inactive'): Promise<void>;
    /** Changes the tags of threads. */
    editTags(principal: Principal, projectId: string, threadIds: readonly string[], edits: TagEdits): Promise<void>;
}
//# sourceMappingURL=thread-states.d.ts.map
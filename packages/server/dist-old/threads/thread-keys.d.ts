import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { PageQuery } from '../http/pages.ts';
import { type ListQuery } from '../query/list-conditions.ts';
/** Threads of a project, and after how many milliseconds without a trace they are inactive. */
export interface ThreadQuery extends ListQuery {
    cooldown: number;
}
/** Where a stream of threads goes on: those that began earlier, and of those that began with it, those of lower ids. */
export interface Cursor {
    start_time: string;
    thread_id: string;
}
/** The ids of a page's threads, those with the newest traces first unless sorted otherwise, and how many there are. */
export declare function pageOfThreads(database: Database, principal: Principal, query: ThreadQuery & PageQuery & {
    sorting?: string | undefined;
}, signal?: AbortSignal): Promise<{
    ids: string[];
    total: number;
}>;
/** The ids of a project's threads, those that began last first, some at a time. */
export declare function streamOfThreads(database: Database, principal: Principal, query: ThreadQuery & {
    limit: number;
    below?: Cursor | undefined;
}, signal: AbortSignal): AsyncGenerator<string[]>;
/**
 * What reads the threads of a query: a subquery of one row a thread, and the conditions on it. Threads are narrowed by
 * `search` and time as by those of their traces: one that has such a trace is shown whole.
 */
export declare function threadsOf(database: Database, principal: Principal, query: ThreadQuery, sorting?: string): {
    from: string;
    where: string;
    parameters: Record<string, unknown>;
};
/** Whether threads are narrowed or sorted by what their spans add up to. */
export declare function readsSums(query: ThreadQuery, sorting?: string): boolean;
//# sourceMappingURL=thread-keys.d.ts.map
import type { Filter } from '@vitrine/core/filter';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/** What narrows a list of traces or spans. */
export interface ListQuery {
    projectId: string;
    filter?: Filter | undefined;
    /** Looked for in name, id and bodies, ignoring case. */
    search?: string | undefined;
    /** The earliest and the latest start, ISO 8601. */
    from_time?: string | undefined;
    to_time?: string | undefined;
    /** Of spans: their trace, and their type. */
    trace_id?: string | undefined;
    type?: string | undefined;
}
/** Where the rows of a list are: their table, the id that it is sorted by, and what else a search looks through. */
declare const LISTS: {
    readonly traces: {
        readonly key: 'id';
        readonly alsoSearched: 'thread_id';
    };
    readonly spans: {
        readonly key: 'trace_id';
        readonly alsoSearched: 'model';
    };
};
/**
 * The conditions of a list, with their values as parameters. A bound on the start time is one on the ids too. The
 * parameters `since` and `before`, between which ids filters look, bound nothing until a query sets them.
 */
export declare function listConditions({ skew }: Pick<Database, 'skew'>, principal: Principal, table: keyof typeof LISTS, { projectId, filter, search, from_time, to_time, trace_id, type }: ListQuery): {
    where: string;
    parameters: Record<string, unknown>;
};
export {};
//# sourceMappingURL=list-conditions.d.ts.map
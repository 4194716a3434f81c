import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Reach } from '../clickhouse/progressive-window.ts';
import type { PageQuery } from '../http/pages.ts';
import { type ListQuery } from './list-conditions.ts';
/** What finds a row: traces are sorted by their ids, spans by those of their traces first. */
export interface Keys {
    traces: {
        id: string;
    };
    spans: {
        id: string;
        trace_id: string;
    };
}
/** The keys of a page, and how many rows there are in all: counting may take longer than reading the page. */
export interface PageOfKeys<Key> {
    keys: Key[];
    total: Promise<number>;
}
/**
 * The keys of a page, newest first (by id) unless sorted otherwise. Bodies, scores and sums are read for those keys then:
 * three small queries are faster than one with everything.
 */
export declare function pageOfKeys<Table extends keyof Keys>({ database, reach }: {
    database: Database;
    reach: Reach;
}, principal: Principal, table: Table, query: ListQuery & PageQuery & {
    sorting?: string | undefined;
}, signal?: AbortSignal): Promise<PageOfKeys<Keys[Table]>>;
/**
 * The keys of all rows of a list, newest first, some at a time: only as far as they are asked for.
 *
 * @param query.below only ids below this one
 * @param query.limit at most so many
 */
export declare function streamOfKeys<Table extends keyof Keys>(database: Database, principal: Principal, table: Table, query: ListQuery & {
    below?: string | undefined;
    limit: number;
}, signal: AbortSignal): AsyncGenerator<Keys[Table][]>;
//# sourceMappingURL=list-keys.d.ts.map
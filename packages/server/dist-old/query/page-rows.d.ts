import type { Database } from '../clickhouse/database.ts';
import type { Keys } from './list-keys.ts';
/**
 * The rows of a page. They are read at once; where they are too large for that, a few at a time, and each few are
 * shortened before the next are read.
 *
 * @param make reads the rows of some keys and makes of them what is answered; `limit` goes to the end of the statement
 * @throws {ApiError} 413 where several rows are larger together than a page can be
 */
export declare function pageRows<Table extends keyof Keys, Row>(database: Database, table: Table, scope: {
    workspace: string;
    project: string;
}, keys: readonly Keys[Table][], make: (some: readonly Keys[Table][], limit: string) => Promise<Row[]>, signal?: AbortSignal): Promise<Row[]>;
//# sourceMappingURL=page-rows.d.ts.map
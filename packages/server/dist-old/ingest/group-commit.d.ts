import type { Database } from '../clickhouse/database.ts';
/**
 * Inserts into one table in groups: at once where no insert is under way, else together with what has gathered when the
 * one under way ends. So parts stay few under load, and an idle server does not wait.
 */
export declare class GroupCommit {
    #private;
    constructor(database: Database, table: string);
    /** Resolves when the rows are in ClickHouse; rejects where they are not. */
    commit(rows: readonly object[]): Promise<void>;
}
//# sourceMappingURL=group-commit.d.ts.map
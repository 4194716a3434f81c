import type { Database } from '../clickhouse/database.ts';
/**
 * Deletes what is kept about threads beside their traces, of those that have no trace any more and about which nothing
 * was said since a moment: a thread may be scored before its first trace comes.
 *
 * @param scope SQL that narrows it, as for the traces
 * @returns how many rows there were
 */
export declare function deleteOldThreads(database: Database, beforeMs: number, scope: {
    condition: string;
    parameters: Record<string, unknown>;
}): Promise<number>;
//# sourceMappingURL=delete-old-threads.d.ts.map
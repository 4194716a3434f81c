import type { Database } from '../clickhouse/database.ts';
/** The tables whose rows can be deleted for good. */
export type Table = 'traces' | 'spans' | 'trace_stats' | 'feedback_scores' | 'comments' | 'attachments' | 'threads' | 'pending_writes';
/**
 * Deletes rows for good, all versions of them, week by week, so that no statement runs for long. Inserts go on
 * meanwhile. The disk space comes back when the engine next merges those weeks; a week of which nothing is left is
 * merged at once. In a cluster every shard deletes its own, and does that in one statement.
 *
 * @param condition SQL with `{name:Type}` in place of every value
 * @returns how many rows there were, each of their versions counted
 */
export declare function deleteRows(database: Database, table: Table, condition: string, parameters: Record<string, unknown>): Promise<number>;
//# sourceMappingURL=delete-rows.d.ts.map
import type { Database } from '../clickhouse/database.ts';
/**
 * Deletes all that belongs to traces whose ids carry a time before a moment, table by table. A thread
 * has no time of its own: what is kept about it goes when it has no trace any more.
 *
 * @param scope SQL that narrows it, with `{name:Type}` in place of every value; all if left out
 * @returns how many rows there were in each table
 */
export declare function deleteOlder(database: Database, beforeMs: number, scope?: {
    condition: string;
    parameters: Record<string, unknown>;
}): AsyncGenerator<number>;
//# sourceMappingURL=delete-older.d.ts.map
import type { Database } from '../clickhouse/database.ts';
/** Deletes for good what was deleted more than 30 days ago. Returns how many rows that were. */
export declare function purgeTombstones(database: Database, nowMs?: number): Promise<number>;
//# sourceMappingURL=purge-tombstones.d.ts.map
import type { Database } from '../clickhouse/database.ts';
import type { FileStore } from './file-store.ts';
import type { Uploads } from './uploads.ts';
/**
 * Deletes the files that no attachment has any more: what retention, the size cap and the deletion of a project took from
 * the table, and what a server that died had written before its row. Uploads that were left half done are forgotten too.
 *
 * @returns how many there were
 */
export declare function sweepFiles({ database, store, uploads }: {
    database: Database;
    store: FileStore;
    uploads: Uploads;
}, nowMs?: number): Promise<number>;
//# sourceMappingURL=sweep-files.d.ts.map
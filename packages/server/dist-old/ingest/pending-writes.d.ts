import type { Database } from '../clickhouse/database.ts';
import type { Write } from './write.ts';
/** A write as it stands in `pending_writes`. */
export interface PendingWrite {
    version: string;
    write: Write;
}
/**
 * What several servers write at the same moment. A server puts each write here before it writes the row that comes of
 * it, and looks for the others' afterwards: whoever looks last sees all, so no write is lost between a read and a write
 * of a row, and none when a server dies in between. The engine forgets them after a day.
 */
export declare class PendingWrites {
    #private;
    constructor(database: Database, entity: 'traces' | 'spans');
    /** Puts writes on record. */
    append(writes: readonly PendingWrite[]): Promise<void>;
    /** What other servers have written of some ids of a workspace in the last day, oldest first, by id. */
    byOthers(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>>;
    /** What anybody has written of some ids of a workspace in the last day, oldest first, by id. */
    byAll(workspace: string, ids: readonly string[]): Promise<Map<string, PendingWrite[]>>;
    /** The ids that were written in the last day, in portions. */
    ids(): AsyncGenerator<{
        workspace: string;
        ids: string[];
    }>;
}
//# sourceMappingURL=pending-writes.d.ts.map
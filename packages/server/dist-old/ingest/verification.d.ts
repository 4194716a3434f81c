import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type PendingWrite } from './pending-writes.ts';
import type { StoredReader } from './stored-reader.ts';
import type { VersionedRow } from './versioned-row.ts';
import type { Write } from './write.ts';
/**
 * Several servers may write one id at the same moment, each from the row that it has read. So each puts its writes on
 * record beside the rows, looks for the others' when its rows are stored, and mends the rows in which one is missing.
 */
export declare class Verification<Row extends VersionedRow> {
    #private;
    constructor(parts: {
        database: Database;
        clock: Clock;
        table: 'traces' | 'spans';
        reader: StoredReader<Row>;
        merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
        /** Stores rows that were mended. */
        store: (rows: readonly Row[]) => Promise<void>;
    });
    /** Puts writes on record, for the other servers. */
    announce(writes: readonly PendingWrite[]): Promise<void>;
    /** Looks whether others have written the same ids meanwhile, and mends rows in which one of the writes is missing. */
    verify(own: readonly PendingWrite[]): Promise<void>;
    /**
     * Completes what a server that died has left: every row has in it what was written of it in the last day.
     *
     * @param alone does a piece of it while this server writes nothing
     */
    sweep(alone: (mend: () => Promise<void>) => Promise<void>): Promise<void>;
}
//# sourceMappingURL=verification.d.ts.map
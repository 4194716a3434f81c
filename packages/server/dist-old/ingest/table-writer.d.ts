import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Columns } from '../clickhouse/row-binary.ts';
import { type Accounting } from './accounting.ts';
import { type VersionedRow } from './versioned-row.ts';
import type { Write } from './write.ts';
/** What became of a write: it is stored (or changes nothing, as of what is deleted), or what was wrong with it. */
export type Outcome = {
    committed: true;
    changed: boolean;
} | {
    committed: false;
    error: unknown;
};
/**
 * The way of all writes into one table: writes gather while an insert is under way, writes of one id become one row, what
 * is stored of them is read, and the group is inserted. So parts stay few, and an idle server does not wait.
 */
export declare class TableWriter<Row extends VersionedRow> {
    #private;
    constructor(parts: {
        database: Database;
        clock: Clock;
        accounting: Accounting;
        table: 'traces' | 'spans';
        columns: Columns<Row>;
        /** A row of which nothing is known. */
        empty: Row;
        /**
         * Makes the row after a write from the row before it (a tombstone too), or nothing where the write changes nothing.
         * What it throws refuses this write alone.
         */
        merge: (row: Row | undefined, write: Write, version: string) => Row | undefined;
        /** Fills in what follows from the rest of a row, just before it is inserted. */
        complete: (row: Row) => void;
        /** What has to be stored before rows are. */
        beforeStore: (rows: readonly Row[]) => Promise<void>;
        /** Told of rows that are stored. */
        afterStore: (rows: readonly Row[]) => void;
    });
    /** Resolves when all writes are stored or refused, with one outcome for each. It never rejects. */
    write(writes: readonly Write[]): Promise<Outcome[]>;
    /** Completes what a server that died has left. */
    sweep(): Promise<void>;
}
//# sourceMappingURL=table-writer.d.ts.map
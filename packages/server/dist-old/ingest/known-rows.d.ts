import type { Database } from '../clickhouse/database.ts';
import type { StoredReader } from './stored-reader.ts';
import { type VersionedRow } from './versioned-row.ts';
import type { Write } from './write.ts';
/** The rows that some writes are about. */
interface Known<Row> {
    rows: Map<string, Row>;
    /** The keys of the rows that had no room: their writes have to wait. */
    left: ReadonlySet<string>;
}
/** What is stored of the rows that writes are about: remembered where it was written here lately, else read. */
export declare class KnownRows<Row extends VersionedRow> {
    #private;
    constructor(parts: {
        database: Database;
        table: 'traces' | 'spans';
        reader: StoredReader<Row>;
        /** A row of which nothing is known. */
        empty: Row;
    });
    /** Keeps up what is known of ids: nothing while others write too, all since the newest that was stored before. */
    prepare(): Promise<void>;
    /** An id is being written. */
    see(id: string): void;
    /** A row was stored. */
    keep(row: Row): void;
    /** Whether a row was stored is not known. */
    forget(row: Row): void;
    /**
     * The rows as they are stored now, tombstones too. Which there are, and whether the recent ones among them are still the
     * newest (another server may write too), a narrow query says; few have to be read whole.
     */
    of(writes: readonly Write[]): Promise<Known<Row>>;
}
export {};
//# sourceMappingURL=known-rows.d.ts.map
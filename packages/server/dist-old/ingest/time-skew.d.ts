import type { Database } from '../clickhouse/database.ts';
import type { StoredSpan, StoredTrace } from './stored-rows.ts';
/**
 * Keeps `time_skew`: how far start times lie from the times in ids. Reads that are bounded by time are bounded by id
 * through it, so a row is written here before the rows that need it; differences are rounded up to a power of two, so
 * that few are.
 */
export declare class TimeSkew {
    #private;
    constructor(database: Database);
    /** Widens what is on record to take in these rows. Resolves when that is stored. */
    take(table: 'traces' | 'spans', rows: readonly (StoredTrace | StoredSpan)[]): Promise<void>;
}
//# sourceMappingURL=time-skew.d.ts.map
import type { Database } from '../clickhouse/database.ts';
import type { Drop } from './drops.ts';
/**
 * What the database takes on disk, in bytes. Parts that were replaced and are about to go do not count.
 *
 * @param files whether the files of attachments are on the same disk: then they count
 */
export declare function databaseBytes(database: Database, files: boolean): Promise<number>;
/**
 * Drops the oldest traces while the database is larger than its cap: weeks that have to go whole as partitions of traces,
 * spans and statistics, which costs nothing; of the week after those the oldest hours, and the engine then rewrites that
 * week without them. The newest hour always stays.
 *
 * @param files whether the files of attachments are on the same disk
 * @returns what was dropped, each as soon as it is
 */
export declare function holdSizeCap(database: Database, maxBytes: number, files: boolean): AsyncGenerator<Drop>;
//# sourceMappingURL=size-cap.d.ts.map
import type { Database } from '../clickhouse/database.ts';
/**
 * Which traces were deleted, so that what comes of them later is not taken: a span of a deleted trace would stand alone.
 * A server that writes alone knows them all after one query; where others write too, the storage is asked.
 */
export declare class DeletedTraces {
    #private;
    constructor(database: Database);
    /** Says that traces are deleted now. */
    add(workspace: string, ids: readonly string[]): void;
    /** Those of some traces that are deleted. */
    among(workspace: string, ids: Iterable<string>): Promise<Set<string>>;
}
//# sourceMappingURL=deleted-traces.d.ts.map
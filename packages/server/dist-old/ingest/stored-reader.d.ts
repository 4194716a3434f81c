import type { Database } from '../clickhouse/database.ts';
import type { VersionedRow } from './versioned-row.ts';
/** An id that is looked up; with the trace of a span its row is found fast. */
export interface Wanted {
    id: string;
    trace_id?: string | undefined;
}
/** Where a row is: what stays of it when it is deleted. */
export type Place = Pick<VersionedRow, 'workspace' | 'id' | 'is_deleted' | 'version'> & {
    project_id: string;
    trace_id?: string;
};
/** Reads the rows of some ids as they are stored: of each the newest, tombstones too. */
export declare class StoredReader<Row extends VersionedRow> {
    #private;
    constructor(database: Database, table: 'traces' | 'spans');
    /** The whole rows. */
    rows(workspace: string, wanted: readonly Wanted[]): Promise<Row[]>;
    /** The whole rows, some at a time: 64 MiB of them, or a single one. */
    portions(workspace: string, wanted: readonly Wanted[]): AsyncGenerator<{
        wanted: Wanted[];
        rows: Row[];
    }>;
    /** Where rows are, and whether they are deleted; nothing of what they say. */
    places(workspace: string, wanted: readonly Wanted[]): Promise<Place[]>;
    /** Which there are, and how new they are: a narrow query. */
    versions(workspace: string, wanted: readonly Wanted[]): Promise<{
        id: string;
        version: string;
    }[]>;
    /** Whether a row that was written is there, although a query did not find it: a replica may be behind. */
    isStored({ workspace, id }: Row): Promise<boolean>;
}
//# sourceMappingURL=stored-reader.d.ts.map
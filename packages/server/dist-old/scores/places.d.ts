import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/** Where a trace or span is stored. */
export interface Place {
    project_id: string;
    trace_id: string;
    /** Whether it is deleted: then its row is still there for a while. */
    deleted: 0 | 1;
}
/** The places of some traces or spans, by id; what is not there (yet) is absent. */
export declare function placesOf(database: Database, principal: Principal, entity: 'trace' | 'span', ids: readonly string[]): Promise<Map<string, Place>>;
//# sourceMappingURL=places.d.ts.map
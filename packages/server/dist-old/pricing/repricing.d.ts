import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Prices } from './prices.ts';
/** Which spans are priced again: all that no client has priced, if nothing is said. */
export interface RepriceQuery {
    project_id?: string | undefined;
    /** By the start of the span, ISO 8601: from here on, and before `to_time`. */
    from_time?: string | undefined;
    to_time?: string | undefined;
    only_unpriced?: boolean | undefined;
}
/** What came of it, in spans. */
export interface RepriceCounts {
    looked_at: number;
    /** Got another cost or status. */
    repriced: number;
    /** Have used tokens, and still no price is known for their model. */
    unpriced: number;
}
/** Prices what is stored again, after a price has changed or has become known. */
export declare class Repricing {
    #private;
    constructor(database: Database, ingest: Ingest, prices: Prices);
    /**
     * Goes through the spans in order of their traces' ids. Those whose price is another now are written by the same way
     * as any write, so that nothing that comes meanwhile is lost; those with a cost from their client stay.
     */
    run(principal: Principal, query: RepriceQuery): Promise<RepriceCounts>;
}
//# sourceMappingURL=repricing.d.ts.map
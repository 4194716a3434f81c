import { type Id } from '@vitrine/core/model';
import type { Principal } from '../../auth/principal.ts';
import type { Database } from '../../clickhouse/database.ts';
/** The id of an OpenTelemetry trace, and whether its row is there already. */
export interface KnownTrace {
    id: Id;
    known: boolean;
    /** Its spans say that it is a trace which somebody else writes. */
    attached?: boolean;
}
/** The ids under which one OpenTelemetry trace is stored, the lowest first: more than one where servers did not agree. */
export interface StoredIds {
    there: Id[];
    deleted: Id[];
}
/**
 * Finds the id under which an OpenTelemetry trace is stored: a UUIDv7 whose time is the start of the UTC day of the
 * first span that came, and whose other 74 bits are the OpenTelemetry id's. One trace keeps one id, whatever the
 * batches in which its spans come. Where two servers take spans of one trace at the same moment, from both sides of
 * midnight, there may be two: then the lower one counts.
 */
export declare class TraceIds {
    #private;
    constructor(database: Database);
    /**
     * The ids of some traces, by their OpenTelemetry id.
     *
     * @param earliest the start of the earliest span of each that is at hand, in ms since the epoch
     */
    find(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, KnownTrace>>;
    /** Under which ids some traces are stored; absent where there is none. Parameters as for {@link TraceIds.find}. */
    stored(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, StoredIds>>;
    /** The traces of the last days that are stored under several ids, by workspace; with the time of the lowest id. */
    twice(): Promise<{
        workspace: string;
        earliest: Map<string, number>;
    }[]>;
    /** Says under which id a trace is stored now. */
    remember(principal: Principal, otelId: string, id: Id): void;
}
/** The id that a trace's id, or a span's, becomes where the trace gets the time of another id: the bits stay. */
export declare function atTimeOf(timeOf: Id, id: Id): Id;
//# sourceMappingURL=trace-ids.d.ts.map
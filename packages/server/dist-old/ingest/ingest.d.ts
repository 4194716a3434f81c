import type { SpanUpdate, SpanWrite, TraceUpdate, TraceWrite } from '@vitrine/core/model';
import type { Attachments } from '../attachments/attachments.ts';
import { type Principal } from '../auth/principal.ts';
import { type Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Accounting } from './accounting.ts';
import type { Prices } from '../pricing/prices.ts';
import type { Projects } from '../projects/projects.ts';
import { type Outcome } from './table-writer.ts';
import type { TraceStats } from './trace-stats.ts';
import { type Write } from './write.ts';
/** A create of a trace. `id` is known here; what OpenTelemetry adds is its own trace id. */
export type TraceCreate = TraceWrite & {
    id: string;
    otel_trace_id?: string;
};
export type SpanCreate = SpanWrite & {
    id: string;
};
/** The way of every write of a trace or span: it is merged with what is stored, and answered when its row is stored. */
export declare class Ingest {
    #private;
    constructor(parts: {
        database: Database;
        clock: Clock;
        accounting: Accounting;
        projects: Projects;
        stats: TraceStats;
        prices: Prices;
        attachments: Attachments;
    });
    /**
     * Creates traces, or merges what came again.
     *
     * @param unlessThere refuse a trace that is there already with 409, as a single create does
     */
    createTraces(principal: Principal, writes: readonly TraceCreate[], unlessThere?: boolean): Promise<Outcome[]>;
    /** Creates spans, or merges what came again, like {@link Ingest.createTraces}. */
    createSpans(principal: Principal, writes: readonly SpanCreate[], unlessThere?: boolean): Promise<Outcome[]>;
    /**
     * Changes a trace; one that is not there yet becomes a partial row that its create fills later.
     *
     * @throws {ApiError} 409 where the update names another project than the stored one
     */
    updateTrace(principal: Principal, id: string, update: TraceUpdate): Promise<void>;
    /**
     * Changes a span, like {@link Ingest.updateTrace}.
     *
     * @throws {ApiError} 404 where `trace_id` is absent and there is no such span
     */
    updateSpan(principal: Principal, id: string, update: SpanUpdate): Promise<void>;
    /** Prices stored spans again, except those that their clients have priced. Returns how many were. */
    repriceSpans(principal: Principal, spans: readonly {
        id: string;
        trace_id: string;
    }[]): Promise<number>;
    /**
     * Deletes traces with their spans and statistics. What is written to them later changes nothing.
     *
     * @returns the ids of the spans
     */
    deleteTraces(principal: Principal, ids: readonly string[]): Promise<string[]>;
    /**
     * Merges writes that are data already, such as those that a stored row is made of.
     *
     * @throws where one of them is refused
     */
    replay(table: 'traces' | 'spans', writes: readonly Write[]): Promise<void>;
    /** Completes what servers that died have left half done. */
    sweep(): Promise<void>;
}
//# sourceMappingURL=ingest.d.ts.map
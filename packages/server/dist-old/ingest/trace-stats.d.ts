import type { Logger } from 'pino';
import { type Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** A trace whose spans have changed. */
interface Touched {
    trace_id: string;
    project_id: string;
}
interface TouchedIn extends Touched {
    workspace: string;
}
/**
 * Keeps `trace_stats`, by which lists are sorted and filtered, up to date: the statistics of touched traces are computed
 * from their spans, a moment after these are stored. Pages compute their own from the spans and do not wait for it.
 */
export declare class TraceStats {
    #private;
    /** Called before the statistics of touched traces are computed. */
    onTouched: (workspace: string, traceIds: readonly string[]) => Promise<void>;
    constructor(database: Database, clock: Clock, log: Logger);
    /** Says that a span was stored. */
    touch({ workspace, project_id, trace_id }: TouchedIn): void;
    /** Computes again what a server that died may have left. */
    sweep(): Promise<void>;
    /** Resolves when what was acknowledged until now is in the statistics: a list that is sorted by them waits for it. */
    settled(): Promise<void>;
    /** Writes tombstones for the statistics of deleted traces. */
    forget({ workspace }: {
        workspace: string;
    }, traces: readonly Touched[]): Promise<void>;
    /** Computes what is still to do. */
    close(): Promise<void>;
}
export {};
//# sourceMappingURL=trace-stats.d.ts.map
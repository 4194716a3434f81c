import type { Logger } from 'pino';
import { type Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Drop } from './drops.ts';
import { RetentionRules } from './retention-rules.ts';
/** What is kept, and what was dropped. */
export interface RetentionView {
    /** Days that traces of the workspace are kept; null: for ever. */
    days: number | null;
    /** The projects that have days of their own. */
    projects: {
        project_id: string;
        days: number;
    }[];
    /** Of the embedded engine, in bytes; null for another ClickHouse. `max` is null where it has no cap. */
    size: {
        bytes: number;
        max: number | null;
    } | null;
    /** What was dropped last, the newest first; by size: of all workspaces. */
    dropped: Drop[];
    /** When the rules were applied last, since this server started. ISO 8601. */
    applied_at: string | null;
}
/** Keeps the data within the days and the size that it may have: at the start, and from then on by a timer. */
export declare class Retention {
    #private;
    readonly rules: RetentionRules;
    /**
     * @param parts `embedded` for the embedded engine: the most bytes that its data may take, 0 for no cap; `files`: whether
     * the files of attachments are on the engine's disk, and what deletes those whose attachment is gone
     */
    constructor(parts: {
        database: Database;
        clock: Clock;
        log: Logger;
        embedded: {
            maxBytes: number;
        } | undefined;
        files: {
            onDisk: boolean;
            sweep: () => Promise<number>;
        };
    });
    /** Applies rules and cap now, and from time to time until it is closed. */
    start(): void;
    /**
     * Applies the cap, and the rules where that is due.
     *
     * @param due whether the rules are applied however short ago they were
     */
    apply(due: boolean): Promise<void>;
    view(principal: Principal): Promise<RetentionView>;
    /** Waits for the step that is under way. */
    close(): Promise<void>;
}
//# sourceMappingURL=retention.d.ts.map
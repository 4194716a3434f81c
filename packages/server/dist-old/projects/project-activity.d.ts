import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/** What happened in a project. */
export interface Activity {
    trace_count: number;
    /** Traces that failed. */
    error_count: number;
    /** USD; null where nothing has a cost. */
    total_estimated_cost: number | null;
    /** The latest start of a trace, ISO 8601. */
    last_trace_at: string | null;
    /** When a trace was written last, ISO 8601. */
    last_updated_trace_at: string | null;
}
/**
 * Counts the traces of projects, with errors and cost. What is older than a day or two hardly changes: it is counted once
 * and remembered, and counted again where its number of rows is another or some of it was written anew. So a list of
 * projects costs a look at narrow columns and at the traces of the last days, and is never out of date.
 */
export declare class ProjectActivity {
    #private;
    constructor(database: Database);
    /**
     * @param projects the ids of the projects; all of the workspace if left out
     * @param days only traces that began so many days ago at most, counted from the beginning of that day (UTC)
     * @returns by project id; one in which nothing happened is absent
     */
    read({ workspace }: Principal, { projects, days }?: {
        projects?: readonly string[];
        days?: number;
    }): Promise<Map<string, Activity>>;
}
//# sourceMappingURL=project-activity.d.ts.map
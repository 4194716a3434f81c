import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/** What a project adds up to, as `projects/stats` answers it. */
export interface ProjectStatistics {
    project_id: string;
    trace_count: number;
    thread_count: number;
    /** Of traces that have ended, in ms. */
    duration?: {
        p50: number;
        p90: number;
        p99: number;
    };
    /** USD, the average of a trace that has a cost, and the sum. */
    total_estimated_cost?: number;
    total_estimated_cost_sum?: number;
    /** The averages of the traces that have each count. */
    usage: Record<string, number>;
    /** The averages of the scores of the traces. */
    feedback_scores: {
        name: string;
        value: number;
    }[];
    guardrails_failed_count: number;
    /** Traces that failed in the last 7 days, against the 7 days before. */
    error_count: {
        count: number;
        deviation: number;
        deviation_percentage?: number;
    };
}
/** The statistics of some projects, by id. A project without traces is absent. */
export declare function projectStatistics(database: Database, { workspace }: Principal, projects: readonly string[]): Promise<Map<string, ProjectStatistics>>;
//# sourceMappingURL=project-statistics.d.ts.map
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type ListQuery } from '../query/list-conditions.ts';
/** One figure about a list: how many have a thing, its average over those that have it, or its percentiles. */
export type Statistic = {
    type: 'COUNT' | 'AVG';
    name: string;
    value: number;
} | {
    type: 'PERCENTAGE';
    name: string;
    value?: {
        p50: number;
        p90: number;
        p99: number;
    };
};
/** What a list of traces or spans adds up to, as `traces/stats` answers it. */
export interface Statistics {
    stats: Statistic[];
}
/** What costs and uses of tokens are read as. */
export interface CostFigures {
    /** USD; null where nothing has a cost. */
    cost: number | null;
    cost_sum: number | null;
    /** The sums of the counts, and how many have each. */
    usage_sum: Record<string, number>;
    usage_count: Record<string, number>;
}
/** The SELECT of those figures, of the columns of a row. */
export declare const COST_FIGURES = "toFloat64(avg(rows.total_estimated_cost)) AS cost,\n  toFloat64(sum(rows.total_estimated_cost)) AS cost_sum, sumMap(rows.usage) AS usage_sum,\n  sumMap(mapApply((key, value) -> (key, toInt64(1)), rows.usage)) AS usage_count";
/** The statistics of the traces of a list. */
export declare function traceStatistics(database: Database, principal: Principal, query: ListQuery, signal?: AbortSignal): Promise<Statistics>;
/** What costs and uses of tokens add up to. */
export declare function costAndUsage(figures: CostFigures | undefined): Statistic[];
/** What traces and spans have alike. That there is a body its preview says, which is shorter to read. */
export declare function commonStatistics(database: Database, table: 'traces' | 'spans', where: string, parameters: Record<string, unknown>, signal?: AbortSignal): Promise<{
    total: number;
    stats: Statistic[];
}>;
/**
 * The average of each score over the entities that have it.
 *
 * @param ids a query for their ids
 */
export declare function averageScores(database: Database, entity: 'trace' | 'span', ids: string, parameters: Record<string, unknown>, signal?: AbortSignal): Promise<Record<string, number>>;
/** Averages by key, such as `feedback_scores.quality`, in the order of their keys. */
export declare function averages(name: string, values: Record<string, number>): Statistic[];
//# sourceMappingURL=statistics.d.ts.map
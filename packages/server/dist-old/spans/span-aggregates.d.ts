import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/** What the spans of a trace add up to. */
export interface SpanAggregates {
    span_count: number;
    llm_span_count: number;
    tool_span_count: number;
    error_count: number;
    unpriced_span_count: number;
    usage: Record<string, number>;
    /** USD; null where no span has a cost. */
    total_estimated_cost: number | null;
    providers: string[];
}
export declare const NO_SPANS: SpanAggregates;
/** The aggregates of the spans of some traces of a project, by trace id; a trace without spans is absent. */
export declare function spanAggregates(database: Database, principal: Principal, projectId: string, traceIds: readonly string[], signal?: AbortSignal): Promise<Map<string, SpanAggregates>>;
/** The columns of a span that its trace's aggregates are made of. */
interface Aggregated {
    type: string;
    failed: 0 | 1;
    cost_status: string;
    usage: Record<string, number>;
    total_estimated_cost: number | null;
    provider: string;
}
/** The same as {@link spanAggregates} for one trace, of spans that have been read already. */
export declare function aggregateOf(spans: readonly Aggregated[]): SpanAggregates;
export {};
//# sourceMappingURL=span-aggregates.d.ts.map
/** How the rows of a list are ordered: what an ORDER BY takes, and the joins and values that it needs. */
export interface Order {
    orderBy: string;
    joins: string;
    parameters: Record<string, unknown>;
    /** Whether it was asked for, or is the order that lists have by themselves. */
    isOwn: boolean;
}
/** What each list can be sorted by: `stats.` is what a trace's spans add up to; `x.*` takes a key. */
declare const SORTABLE: {
    traces: {
        last_updated_by: string;
        span_count: string;
        llm_span_count: string;
        total_estimated_cost: string;
        'usage.*': string;
        'metadata.*': string;
        'feedback_scores.*': string;
        created_at: string;
        created_by: string;
        duration: string;
        end_time: string;
        environment: string;
        error_info: string;
        id: string;
        input: string;
        last_updated_at: string;
        metadata: string;
        name: string;
        output: string;
        source: string;
        start_time: string;
        tags: string;
        thread_id: string;
        ttft: string;
    };
    spans: {
        'usage.*': string;
        'metadata.*': string;
        'feedback_scores.*': string;
        created_at: string;
        created_by: string;
        duration: string;
        end_time: string;
        environment: string;
        error_info: string;
        id: string;
        input: string;
        last_updated_at: string;
        last_updated_by: string;
        metadata: string;
        model: string;
        name: string;
        output: string;
        parent_span_id: string;
        provider: string;
        source: string;
        start_time: string;
        tags: string;
        total_estimated_cost: string;
        trace_id: string;
        ttft: string;
        type: string;
    };
    threads: {
        id: string;
        total_estimated_cost: string;
        'usage.*': string;
        'feedback_scores.*': string;
        created_at: string;
        created_by: string;
        duration: string;
        end_time: string;
        environment: string;
        first_message: string;
        last_message: string;
        last_updated_at: string;
        last_updated_by: string;
        number_of_messages: string;
        start_time: string;
        status: string;
        tags: string;
    };
};
type SortedEntity = keyof typeof SORTABLE;
/** The names of the fields that a list can be sorted by, as a page's `sortableBy` gives them. */
export declare function sortableBy(entity: SortedEntity): string[];
/**
 * The order that the `sorting` of a query asks for, such as `[{"field":"name","direction":"ASC"}]`. What has no value comes
 * last. The query has the parameters of {@link compileFilters}; the values here are `s0`, `s1`, ...
 *
 * @param fallback the order of rows that are otherwise equal, and of all where none is asked for
 * @throws {ApiError} 400 where it is not JSON of that form, or names another field
 */
export declare function compileSorting(entity: SortedEntity, sorting: string | undefined, fallback?: string): Order;
export {};
//# sourceMappingURL=sorting.d.ts.map
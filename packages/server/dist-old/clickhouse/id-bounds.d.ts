/**
 * Which times are compared: a trace's start with its id, a span's start with its trace's id, or a span's own id with its
 * trace's id (rows of spans are sorted by that).
 */
export type Skewed = 'traces' | 'spans' | 'span_ids';
/** Later than any id. */
export declare const END_MS: number;
/**
 * The condition that goes with "at `{from:String}` or later" (ISO 8601): the ids that such rows can have. Start times and
 * the times in ids need not agree (history is imported under new ids, a client's clock is wrong), so the bound is as far
 * off as the project's widest difference in that month, which `time_skew` knows. It is one subquery, which ClickHouse
 * turns into a constant before it looks at the primary key. The bound is for the primary key alone: the ids of what lies
 * within are not read, so the condition on the time has to stand beside it.
 *
 * @param column the id that the table is sorted by
 * @param moment the parameter that holds the moment, `from` if left out
 * @param project false for all projects of the workspace
 * @example
 * `SELECT name FROM traces FINAL WHERE ${idsFrom('traces', 'id')} AND start_time >= parseDateTime64BestEffort({from:String}, 6)`
 */
export declare function idsFrom(entity: Skewed, column: string, { moment, project }?: {
    moment?: string | undefined;
    project?: boolean | undefined;
}): string;
/** The condition that goes with "at `{to:String}` or earlier"; see {@link idsFrom}. */
export declare function idsTo(entity: Skewed, column: string, { moment }?: {
    moment?: string | undefined;
}): string;
//# sourceMappingURL=id-bounds.d.ts.map
/** What is gathered beside what every thread has; each costs time. */
export interface Gathered {
    /** The bodies of the first input and the last output. */
    messages?: boolean;
    /** What the spans of the traces add up to. */
    sums?: boolean;
}
/**
 * A query that gathers the threads of a project, one row each, out of their traces: the columns that the filter fields
 * of threads name (see `query/columns.ts`), `first_id` and `last_id` (the traces of the first and the last message) and
 * `newest_id`. It has the parameters `workspace`, `project` and `cooldown` (seconds).
 *
 * @param which a condition on the rows of `traces`, such as `thread_id IN {threads:Array(String)}`
 */
export declare function gatheredThreads(which: string, { messages, sums }?: Gathered): string;
//# sourceMappingURL=gathered-threads.d.ts.map
/** What can be filtered here. Prompts are to come. */
export type FilteredEntity = 'traces' | 'spans' | 'threads' | 'projects';
/** Where the values of a field are. */
export interface Column {
    /** An expression over the rows that are filtered, or over those of `trace_stats` where `of` says so. */
    sql: string;
    /** Its texts are in lower case already, so that an index on them is of use. */
    isLower?: boolean;
    /** `stats`: of the statistics of the trace. */
    of?: 'stats';
    /** The value of what has none: without it, what has none never matches a comparison. */
    absent?: number;
    /** The ids that rows with a time at or after, at or before a moment can have; the parameter holds it, ISO 8601. */
    ids?: (bound: 'from' | 'to', moment: string) => string;
    /** Whose scores. `sql` is then the id that they are about, or for `span_of_trace` the id of the trace. */
    scores?: 'trace' | 'span' | 'thread' | 'span_of_trace';
}
/** The column of a field. */
export declare function columnOf(entity: FilteredEntity, field: string): Column;
//# sourceMappingURL=columns.d.ts.map
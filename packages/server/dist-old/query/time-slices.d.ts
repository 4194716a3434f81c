import type { Database } from '../clickhouse/database.ts';
/**
 * The rows of a time in two lots, where it reaches from what is settled to what is not, as one without bounds does: to be
 * read with `FINAL` one by one and put together by `UNION ALL`. `FINAL` compares all rows of parts that overlap, and in the
 * current week they all do: the granule in which a project begins reaches over all that older parts hold of it. Read by
 * itself, the older lot is one part, which is not compared with anything.
 *
 * @param sorted the table and the id that it is sorted by
 * @returns a condition for each lot, and their parameters
 */
export declare function timeSlices({ skew }: Pick<Database, 'skew'>, place: {
    workspace: string;
    projectId: string;
}, { table, key }: {
    table: 'traces' | 'spans';
    key: string;
}, { from_time, to_time }: {
    from_time?: string | undefined;
    to_time?: string | undefined;
}): {
    conditions: string[];
    parameters: Record<string, string>;
};
//# sourceMappingURL=time-slices.d.ts.map
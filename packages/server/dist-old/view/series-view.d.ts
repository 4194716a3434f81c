import type { SeriesMetric, SeriesView } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { type ListQuery } from '../query/list-conditions.ts';
import type { Resources } from '../resources.ts';
/** What a metric adds up: where its rows are, what it takes of each, and the names of its lines where they are several. */
interface Metric {
    table: 'traces' | 'spans';
    value: string;
    sum: string;
    lines?: string[];
}
export declare const METRICS: Record<SeriesMetric, Metric>;
/** The query of `GET series`. */
export declare const SeriesRequest: z.ZodObject<{
    project_id: z.ZodOptional<z.ZodString>;
    project_name: z.ZodOptional<z.ZodString>;
    filters: z.ZodOptional<z.ZodString>;
    search: z.ZodOptional<z.ZodString>;
    from_time: z.ZodOptional<z.ZodISODateTime>;
    to_time: z.ZodOptional<z.ZodISODateTime>;
    metric: z.ZodEnum<{
        span_count: "span_count";
        span_duration: "span_duration";
        span_error_count: "span_error_count";
        total_estimated_cost: "total_estimated_cost";
        total_tokens: "total_tokens";
        trace_count: "trace_count";
        trace_duration: "trace_duration";
        trace_error_count: "trace_error_count";
    }>;
    interval: z.ZodDefault<z.ZodEnum<{
        day: "day";
        hour: "hour";
        minute: "minute";
        week: "week";
    }>>;
    group_by: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
type SeriesQuery = Omit<ListQuery, 'trace_id' | 'type'> & Pick<z.infer<typeof SeriesRequest>, 'metric' | 'interval' | 'group_by'>;
/**
 * A metric over time.
 *
 * @throws {ApiError} 422 where the rows of the metric have no such group, where the time ends before it begins, or where
 * it has too many intervals
 */
export declare function seriesView({ database, stats }: Pick<Resources, 'database' | 'stats'>, principal: Principal, { metric, interval, group_by, ...query }: SeriesQuery, signal?: AbortSignal): Promise<SeriesView>;
export {};
//# sourceMappingURL=series-view.d.ts.map
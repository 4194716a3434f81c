import type { FeedbackScore, TraceRow } from '@vitrine/core/model';
import type { StoredTrace } from '../ingest/stored-rows.ts';
import { type SpanAggregates } from '../spans/span-aggregates.ts';
/** The narrow columns that a row of a list is made of. */
export declare const ROW_COLUMNS = "id, project_id, name, start_time, end_time, duration, thread_id, environment, tags, input_preview, output_preview, error_info, ttft";
export type NarrowTrace = Pick<StoredTrace, 'id' | 'project_id' | 'name' | 'start_time' | 'end_time' | 'thread_id' | 'environment' | 'tags' | 'input_preview' | 'output_preview' | 'error_info' | 'ttft'> & {
    duration: number | null;
};
/** A trace as a list shows it. */
export declare function traceRow(trace: NarrowTrace, spans?: SpanAggregates, feedback_scores?: FeedbackScore[]): TraceRow;
//# sourceMappingURL=trace-rows.d.ts.map
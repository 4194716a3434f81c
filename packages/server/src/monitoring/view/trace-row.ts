import type { FeedbackScore, TraceRow } from '@vitrine/core/model';
import type { StoredTrace } from '../../storage/tables/rows.ts';
import { NO_SPANS, type SpanAggregates } from '../../tracing/rows/span-aggregates.ts';
import { measuredTimes } from '../../tracing/rows/measured-times.ts';
import { errorSummary } from '../../tracing/rows/error-summary.ts';

/** The columns of a row of a list. None of them is large. */
export const ROW_COLUMNS =
  'id, project_id, name, start_time, end_time, duration, thread_id, end_user AS user_id, environment, tags, input_preview, output_preview, error_info, ttft';

/** A trace with the columns of a row of a list. */
export type NarrowTrace = Pick<
  StoredTrace,
  | 'id'
  | 'project_id'
  | 'name'
  | 'start_time'
  | 'end_time'
  | 'thread_id'
  | 'user_id'
  | 'environment'
  | 'tags'
  | 'input_preview'
  | 'output_preview'
  | 'error_info'
  | 'ttft'
> & { duration: number | null };

/** Returns a trace as a row of a list. */
export function traceRow(
  trace: NarrowTrace,
  spans: SpanAggregates = NO_SPANS,
  feedback_scores: FeedbackScore[] = [],
): TraceRow {
  return {
    id: trace.id,
    project_id: trace.project_id,
    name: trace.name,
    start_time: trace.start_time,
    end_time: trace.end_time,
    duration: trace.duration,
    clock_skew: measuredTimes(trace).clock_skew,
    thread_id: trace.thread_id || null,
    user_id: trace.user_id || null,
    environment: trace.environment || null,
    tags: trace.tags,
    input_preview: trace.input_preview,
    output_preview: trace.output_preview,
    error_info: errorSummary(trace.error_info),
    span_count: spans.span_count,
    llm_span_count: spans.llm_span_count,
    error_count: spans.error_count,
    usage: spans.usage,
    total_tokens: spans.usage['total_tokens'] ?? null,
    total_estimated_cost: spans.total_estimated_cost,
    unpriced_span_count: spans.unpriced_span_count,
    feedback_scores,
  };
}

import { NO_SPANS } from '../spans/span-aggregates.js';
import { errorSummary } from './error-summary.js';
/** The narrow columns that a row of a list is made of. */
export const ROW_COLUMNS = 'id, project_id, name, start_time, end_time, duration, thread_id, environment, tags, input_preview, output_preview, error_info, ttft';
/** A trace as a list shows it. */
export function traceRow(trace, spans = NO_SPANS, feedback_scores = []) {
    return {
        id: trace.id,
        project_id: trace.project_id,
        name: trace.name,
        start_time: trace.start_time,
        end_time: trace.end_time,
        duration: trace.duration,
        thread_id: trace.thread_id || null,
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
//# sourceMappingURL=trace-rows.js.map
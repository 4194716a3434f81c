import { z } from 'zod';
const Time = z.string().meta({ format: 'date-time' });
const Written = { created_at: Time, created_by: z.string(), last_updated_at: Time, last_updated_by: z.string() };
/** What is read, as schemas of the document; the types of the model hold them to what is answered. */
export const CommentAnswer = z.object({ id: z.string(), text: z.string(), ...Written });
export const EnvironmentAnswer = z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    color: z.string().optional(),
    position: z.number().optional(),
    ...Written,
});
const AuthorScoreAnswer = z.object({
    value: z.number(),
    category_name: z.string().nullable(),
    reason: z.string().nullable(),
    source: z.enum(['sdk', 'ui', 'online_scoring']),
    last_updated_at: Time,
});
const FeedbackScoreAnswer = z.object({
    name: z.string(),
    value: z.number(),
    category_name: z.string().nullable(),
    reason: z.string().nullable(),
    source: z.enum(['sdk', 'ui', 'online_scoring']),
    ...Written,
    value_by_author: z.record(z.string(), AuthorScoreAnswer),
});
export const ProjectAnswer = z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    visibility: z.enum(['private', 'public']),
    ...Written,
    last_updated_trace_at: Time.optional(),
    trace_count: z.number().optional(),
    error_count: z.object({ count: z.number() }).optional(),
    total_estimated_cost_sum: z.number().optional(),
});
export const FeedbackDefinitionAnswer = z.object({
    id: z.string(),
    name: z.string(),
    type: z.enum(['numerical', 'categorical', 'boolean']),
    details: z.record(z.string(), z.unknown()),
    description: z.string().optional(),
    ...Written,
});
export const AttachmentAnswer = z.object({
    file_name: z.string(),
    file_size: z.number(),
    mime_type: z.string(),
    link: z.string(),
});
export const StartedUpload = z.object({ upload_id: z.string(), pre_sign_urls: z.array(z.string()) });
export const ScoreNamesAnswer = z.object({ scores: z.array(z.object({ name: z.string() })) });
const Fault = z.object({ index: z.number().optional(), path: z.string(), message: z.string() });
export const ErrorAnswer = z.object({
    code: z.number(),
    message: z.string(),
    errors: z.array(Fault).optional(),
    stored: z.number().optional(),
});
/** A trace or span: what was written, and what follows from it. */
const Read = z.looseObject({
    id: z.string(),
    project_id: z.string(),
    name: z.string().optional(),
    start_time: Time,
    end_time: Time.optional(),
    input: z.unknown().optional(),
    output: z.unknown().optional(),
    metadata: z.unknown().optional(),
    tags: z.array(z.string()).optional(),
    error_info: z
        .object({ exception_type: z.string(), message: z.string().optional(), traceback: z.string() })
        .optional(),
    usage: z.record(z.string(), z.number()).optional(),
    total_estimated_cost: z.number().optional(),
    duration: z.number().optional(),
    ttft: z.number().optional(),
    source: z.string().optional(),
    environment: z.string().optional(),
    feedback_scores: z.array(FeedbackScoreAnswer).optional(),
    comments: z.array(CommentAnswer).optional(),
    created_at: Time,
    created_by: z.string(),
    last_updated_at: Time,
    last_updated_by: z.string(),
});
export const TraceAnswer = Read.extend({
    thread_id: z.string().optional(),
    span_count: z.number(),
    llm_span_count: z.number(),
    has_tool_spans: z.boolean(),
    providers: z.array(z.string()),
});
export const SpanAnswer = Read.extend({
    trace_id: z.string(),
    parent_span_id: z.string().optional(),
    type: z.enum(['general', 'tool', 'llm', 'guardrail']),
    model: z.string().optional(),
    provider: z.string().optional(),
});
export const ThreadAnswer = z.looseObject({
    id: z.string(),
    project_id: z.string(),
    thread_model_id: z.string(),
    start_time: Time,
    end_time: Time.optional(),
    duration: z.number().optional(),
    first_message: z.unknown().optional(),
    last_message: z.unknown().optional(),
    number_of_messages: z.number(),
    feedback_scores: z.array(FeedbackScoreAnswer).optional(),
});
export const StatsAnswer = z.object({
    stats: z.array(z.object({ type: z.string(), name: z.string(), value: z.unknown().optional() })),
});
/** A page of rows. */
export function pageAnswer(row) {
    return z.object({
        page: z.number(),
        size: z.number(),
        total: z.number(),
        content: z.array(row),
        sortableBy: z.array(z.string()),
    });
}
//# sourceMappingURL=answers.js.map
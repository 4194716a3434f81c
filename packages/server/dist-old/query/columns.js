import { idsFrom, idsTo } from '../clickhouse/id-bounds.js';
const stats = (sql, absent) => ({
    sql,
    of: 'stats',
    ...(absent !== undefined && { absent }),
});
/** What traces and spans have in columns of the same name. */
const SHARED = {
    id: { sql: 'id', isLower: true },
    name: 'name',
    end_time: 'end_time',
    duration: 'duration',
    created_at: 'created_at',
    last_updated_at: 'last_updated_at',
    created_by: 'created_by',
    last_updated_by: 'last_updated_by',
    input: 'input',
    output: 'output',
    input_json: 'input',
    output_json: 'output',
    metadata: 'metadata',
    tags: 'tags',
    error_info: 'error_info',
    ttft: 'ttft',
    environment: 'environment',
    source: 'source',
    visibility_mode: "if(visibility_mode = '', 'default', visibility_mode)",
};
/**
 * Where the fields of `@vitrine/core/filter` are in the tables. For threads they are the columns of the subquery that
 * gathers them, one row a thread: `thread_id`, `start_time`, `end_time`, `duration` (ms), `created_at`, `last_updated_at`,
 * `created_by`, `last_updated_by`, `first_message` and `last_message` (JSON text), `number_of_messages`, `status`,
 * `tags`, `environment`, `usage` (a map of counts), `total_estimated_cost`. For projects they are those of `records`.
 */
const COLUMNS = {
    traces: {
        ...SHARED,
        start_time: { sql: 'start_time', ids: timeBounds('traces', 'id') },
        thread_id: 'thread_id',
        usage: stats('usage'),
        total_estimated_cost: stats('total_estimated_cost'),
        span_count: stats('span_count', 0),
        llm_span_count: stats('llm_span_count', 0),
        feedback_scores: { sql: 'id', scores: 'trace' },
        span_feedback_scores: { sql: 'id', scores: 'span_of_trace' },
        // What puts a trace into an experiment or a queue, or checks it, is not stored yet: no trace is in any.
        experiment_id: "''",
        guardrails: "''",
        annotation_queue_ids: 'emptyArrayString()',
    },
    spans: {
        ...SHARED,
        start_time: { sql: 'start_time', ids: timeBounds('spans', 'trace_id') },
        trace_id: { sql: 'trace_id', isLower: true },
        parent_span_id: { sql: 'parent_span_id', isLower: true },
        type: "if(type = '', 'general', type)",
        model: 'model',
        provider: 'provider',
        usage: 'usage',
        total_estimated_cost: 'total_estimated_cost',
        feedback_scores: { sql: 'id', scores: 'span' },
    },
    threads: {
        id: 'thread_id',
        thread_id: 'thread_id',
        start_time: 'start_time',
        end_time: 'end_time',
        duration: 'duration',
        created_at: 'created_at',
        last_updated_at: 'last_updated_at',
        created_by: 'created_by',
        last_updated_by: 'last_updated_by',
        input: 'first_message',
        output: 'last_message',
        first_message: 'first_message',
        last_message: 'last_message',
        number_of_messages: 'number_of_messages',
        status: 'status',
        tags: 'tags',
        environment: 'environment',
        usage: 'usage',
        total_estimated_cost: 'total_estimated_cost',
        // The form of `threadEntityId`.
        feedback_scores: { sql: "concat({project:String}, '/', thread_id)", scores: 'thread' },
        annotation_queue_ids: 'emptyArrayString()',
    },
    projects: {
        id: { sql: 'id', isLower: true },
        name: 'name',
        description: "JSONExtractString(body, 'description')",
        visibility: "JSONExtractString(body, 'visibility')",
        created_at: 'created_at',
        last_updated_at: 'last_updated_at',
        created_by: 'created_by',
        last_updated_by: 'last_updated_by',
    },
};
/** The column of a field. */
export function columnOf(entity, field) {
    const column = COLUMNS[entity][field];
    if (column === undefined)
        throw new Error(`${entity} have no column for the field ${field}`);
    return typeof column === 'string' ? { sql: column } : column;
}
function timeBounds(entity, column) {
    return (bound, moment) => bound === 'from' ? idsFrom(entity, column, { moment }) : idsTo(entity, column, { moment });
}
//# sourceMappingURL=columns.js.map
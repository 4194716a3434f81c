import { FIELDS, type FieldName } from '@vitrine/core/filter';
import type { Columns } from '../../storage/tables/column.ts';
import { SPAN_COLUMNS, TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { idsFrom, idsTo } from '../../storage/time-bounds/id-bounds.ts';

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

const stats = (sql: string, absent?: number): Column => ({
  sql,
  of: 'stats',
  ...(absent !== undefined && { absent }),
});

/** The fields of an entity that are columns of their own, by the same name. */
function ownColumns(entity: 'traces' | 'spans', columns: Columns): Record<string, Column> {
  const own: Record<string, Column> = {};
  for (const name of FIELDS[entity].keys()) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (!column) continue;
    const { emptyMeans } = column;
    own[name] = { sql: emptyMeans ? `if(${name} = '', '${emptyMeans}', ${name})` : name };
    // Ids are stored in lower case.
    if (ID.test(name)) own[name].isLower = true;
  }
  return own;
}

const ID = /^(?:id|trace_id|parent_span_id)$/;

/** Bodies that are filtered by a path in them. */
const BODIES = { input_json: 'input', output_json: 'output' };

/**
 * Where the fields of `@vitrine/core/filter` are in the tables. For threads they are the columns of the subquery that
 * gathers them, one row a thread: `thread_id`, `start_time`, `end_time`, `duration` (ms), `created_at`, `last_updated_at`,
 * `created_by`, `last_updated_by`, `first_message` and `last_message` (JSON text), `number_of_messages`, `status`,
 * `tags`, `environment`, `usage` (a map of counts), `total_estimated_cost`. For projects they are those of `records`.
 */
const COLUMNS: { [Entity in FilteredEntity]: Partial<Record<FieldName<Entity>, Column | string>> } = {
  traces: {
    ...ownColumns('traces', TRACE_COLUMNS),
    ...BODIES,
    start_time: { sql: 'start_time', ids: timeBounds('traces', 'id') },
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
    ...ownColumns('spans', SPAN_COLUMNS),
    ...BODIES,
    start_time: { sql: 'start_time', ids: timeBounds('spans', 'trace_id') },
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
export function columnOf(entity: FilteredEntity, field: string): Column {
  const column = (COLUMNS[entity] as Record<string, Column | string>)[field];
  if (column === undefined) throw new Error(`${entity} have no column for the field ${field}`);
  return typeof column === 'string' ? { sql: column } : column;
}

function timeBounds(entity: 'traces' | 'spans', column: string): NonNullable<Column['ids']> {
  return (bound, moment) =>
    bound === 'from' ? idsFrom(entity, column, { moment }) : idsTo(entity, column, { moment });
}

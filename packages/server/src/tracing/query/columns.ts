import { FIELDS, type FieldName } from '@vitrine/core/filter';
import type { Columns } from '../../storage/tables/column.ts';
import { SPAN_COLUMNS, TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { idsFrom, idsTo } from '../../storage/time-bounds/ids-from-to.ts';

/** Entities that can be filtered. */
export type FilteredEntity = 'traces' | 'spans' | 'threads' | 'projects';

/** Source of the values of a field. */
export interface Column {
  /** Expression over the filtered rows, or over those of `trace_stats` if `of` is set. */
  sql: string;
  /** Whether its texts are stored in lower case, so that an index on them can be used. */
  isLower?: boolean;
  /**
   * `stats`: a column of the trace's statistics. `traces` or `spans`: a column of the traces of a thread, or of their
   * spans.
   */
  of?: 'stats' | 'traces' | 'spans';
  /** Value of rows without one. If unset, such rows never match a comparison. */
  absent?: number;
  /**
   * Returns a condition on ids for rows from or up to a moment. The parameter with that name holds the moment, ISO
   * 8601.
   */
  ids?: (bound: 'from' | 'to', moment: string) => string;
  /** Entity whose scores are compared. `sql` is then the id of the entity; for `span_of_trace`, the id of the trace. */
  scores?: 'trace' | 'span' | 'thread' | 'span_of_trace';
}

const stats = (sql: string, absent?: number): Column => ({
  sql,
  of: 'stats',
  ...(absent !== undefined && { absent }),
});

/** Returns the fields of an entity that are columns of the same name. */
function ownColumns(entity: 'traces' | 'spans', columns: Columns): Record<string, Column> {
  const own: Record<string, Column> = {};
  for (const name of FIELDS[entity].keys()) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (!column) continue;
    const { emptyMeans, shownAs = name } = column;
    own[name] = { sql: emptyMeans ? `if(${name} = '', '${emptyMeans}', ${name})` : shownAs };
    // Ids are stored in lower case.
    if (ID.test(name)) own[name].isLower = true;
  }
  return own;
}

const ID = /^(?:id|trace_id|parent_span_id)$/;

/** Fields that filter a body by a path. */
const BODIES = { input_json: 'input', output_json: 'output' };

/**
 * Columns of the fields of `@vitrine/core/filter`. For threads they are the columns of the subquery that gathers them,
 * one row per thread: `thread_id`, `start_time`, `end_time`, `duration` (ms), `created_at`, `last_updated_at`,
 * `created_by`, `last_updated_by`, `first_message` and `last_message` (JSON text), `number_of_messages`, `status`,
 * `tags`, `environment`, `usage` (a map of counts), `total_estimated_cost`. For projects they are columns of `records`.
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
    // Experiments, queues and guardrails are not stored yet, so no trace has any.
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
    name: { sql: 'name', of: 'traces' },
    metadata: { sql: 'metadata', of: 'traces' },
    model: { sql: 'model', of: 'spans' },
    provider: { sql: 'provider', of: 'spans' },
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
    // Same form as `threadEntityId`.
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

/** Returns the column of a field. */
export function columnOf(entity: FilteredEntity, field: string): Column {
  const column = (COLUMNS[entity] as Record<string, Column | string>)[field];
  if (column === undefined) throw new Error(`${entity} have no column for the field ${field}`);
  return typeof column === 'string' ? { sql: column } : column;
}

function timeBounds(entity: 'traces' | 'spans', column: string): NonNullable<Column['ids']> {
  return (bound, moment) =>
    bound === 'from' ? idsFrom(entity, column, { moment }) : idsTo(entity, column, { moment });
}

import { FIELDS, findField, type Field, type FieldName } from '@vitrine/core/filter';
import type { SeriesMetric } from '@vitrine/core/model';
import type { FieldGroup, Fields } from '../../platform/auth/fields.ts';
import { filterFault } from '../../tracing/query/parse-filters.ts';
import type { SearchLimits } from '../../tracing/query/list-conditions.ts';
import { isTouched } from './redact.ts';
import { PROMPT_PATTERN } from './request-shape.ts';
import { SPAN_BODY, SPAN_ROW, TRACE_BODY, WHOLE_TRACE, type FieldEntry } from './view-fields.ts';

type Entity = 'traces' | 'spans';

/** The fields of each entity in all views. The environment of a span, which no view shows, is that of its trace. */
const SHOWN = {
  traces: { ...TRACE_BODY, ...WHOLE_TRACE },
  spans: { ...SPAN_BODY, ...SPAN_ROW, environment: WHOLE_TRACE.environment },
} satisfies Record<Entity, Record<string, FieldEntry>>;

/** Columns by which a series can be grouped, in addition to fields of filters. */
type Column<Of extends Entity> = FieldName<Of> | 'error_type';

/** The field of a view that contains what a filter or group compares; null if no view shows it. */
const SOURCES: { [Of in Entity]: Record<Column<Of>, keyof (typeof SHOWN)[Of] | null> } = {
  traces: {
    id: 'id',
    name: 'name',
    start_time: 'start_time',
    end_time: 'end_time',
    duration: 'duration',
    ttft: 'ttft',
    thread_id: 'thread_id',
    user_id: 'user_id',
    input: 'input',
    input_json: 'input',
    output: 'output',
    output_json: 'output',
    metadata: 'metadata',
    tags: 'tags',
    environment: 'environment',
    error_info: 'error_info',
    error_type: 'error_info',
    usage: 'usage',
    total_estimated_cost: 'total_estimated_cost',
    span_count: 'span_count',
    llm_span_count: 'llm_span_count',
    feedback_scores: 'feedback_scores',
    span_feedback_scores: 'feedback_scores',
    created_at: null,
    created_by: null,
    last_updated_at: null,
    last_updated_by: null,
    source: null,
    visibility_mode: null,
    experiment_id: null,
    annotation_queue_ids: null,
    guardrails: null,
  },
  spans: {
    id: 'id',
    trace_id: 'id',
    parent_span_id: 'parent_span_id',
    name: 'name',
    type: 'type',
    start_time: 'start_time',
    end_time: 'end_time',
    duration: 'duration',
    ttft: 'ttft',
    input: 'input',
    input_json: 'input',
    output: 'output',
    output_json: 'output',
    metadata: 'metadata',
    tags: 'tags',
    environment: 'environment',
    error_info: 'error_info',
    error_type: 'error_info',
    model: 'model',
    provider: 'provider',
    service_tier: 'service_tier',
    usage: 'usage',
    total_estimated_cost: 'total_estimated_cost',
    feedback_scores: 'feedback_scores',
    created_at: null,
    created_by: null,
    last_updated_at: null,
    last_updated_by: null,
    source: null,
    visibility_mode: null,
  },
};

/** The field of a view that contains what a metric counts or sums. */
const METRICS: Record<SeriesMetric, keyof (typeof SHOWN)['traces'] | keyof (typeof SHOWN)['spans']> = {
  trace_count: 'id',
  trace_error_count: 'error_count',
  trace_duration: 'duration',
  span_count: 'id',
  span_error_count: 'has_error',
  span_duration: 'duration',
  total_tokens: 'total_tokens',
  total_estimated_cost: 'total_estimated_cost',
};

/** Fields from which prompts are removed. A search in them would find these. */
const WITH_PROMPTS: ReadonlySet<string> = new Set(['input', 'output', 'metadata']);

/** Columns that a search reads, in addition to ids and bodies. */
const SEARCHED = { traces: ['name'], spans: ['name', 'model'] } as const;

/** Whether a caller sees the whole of a field, so that it may compare it. */
function isWhole(entity: Entity, field: string | null, { show, redact }: Fields): boolean {
  if (field === null) return false;
  const entry = (SHOWN[entity] as Record<string, FieldEntry>)[field];
  const groups: (FieldGroup | undefined)[] = [
    entry === 'skeleton' ? undefined : entry?.[0],
    WITH_PROMPTS.has(field) ? 'prompts' : undefined,
  ];
  if (entry === undefined || groups.some((group) => group !== undefined && !show.has(group))) return false;
  return !isTouched(redact, entity === 'traces' ? 'trace' : 'spans', field);
}

/** Returns the fields by which a caller may filter. All others are unknown to it. */
export function filterFields(entity: Entity, fields: Fields | undefined): ReadonlyMap<string, Field> {
  if (!fields) return FIELDS[entity];
  const sources: Record<string, string | null> = SOURCES[entity];
  return new Map([...FIELDS[entity]].filter(([name]) => isWhole(entity, sources[name] ?? null, fields)));
}

/**
 * Returns what the search of a caller leaves out. Bodies in which prompts can be are not searched for callers that see
 * none.
 *
 * @throws {VitrineError} `malformed`, as for an unknown field, if the caller does not see the whole bodies
 */
export function searchLimits(
  entity: Entity,
  search: string | undefined,
  fields: Fields | undefined,
): SearchLimits | undefined {
  if (!search || !fields) return undefined;
  const withPrompts = { ...fields, show: new Set([...fields.show, 'prompts' as const]) };
  if (!['input', 'output'].every((field) => isWhole(entity, field, withPrompts))) {
    const fault = findField(entity, 'search', filterFields(entity, fields));
    throw filterFault({ path: 'search', message: 'part' in fault ? fault.message : '' });
  }
  return {
    without: SEARCHED[entity].filter((field) => !isWhole(entity, field, fields)),
    ...(!fields.show.has('prompts') && { exceptBodies: PROMPT_PATTERN }),
  };
}

/** Returns those of some columns by which a caller may group. */
export function groupColumns(entity: Entity, columns: readonly string[], fields: Fields | undefined): string[] {
  const sources: Record<string, string | null> = SOURCES[entity];
  return columns.filter((column) => !fields || isWhole(entity, sources[column] ?? null, fields));
}

/** Returns the metrics that a caller may see. */
export function seriesMetrics(
  metrics: Readonly<Record<SeriesMetric, { table: Entity }>>,
  fields: Fields | undefined,
): SeriesMetric[] {
  const names = Object.keys(metrics) as SeriesMetric[];
  return names.filter((name) => !fields || isWhole(metrics[name].table, METRICS[name], fields));
}

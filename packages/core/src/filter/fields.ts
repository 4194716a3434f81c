import type { Operator } from './operator.ts';

/** Entities that can be filtered. */
export type FilterEntity = 'traces' | 'spans' | 'threads' | 'projects' | 'prompts';

/** Type of a field, which determines how its values are compared. */
export type FieldType =
  | 'string'
  | 'text'
  | 'dictionary'
  | 'number'
  | 'counts'
  | 'date'
  | 'list'
  | 'scores'
  | 'error'
  | 'enum';

/** A field that can be filtered by. */
export interface Field {
  name: string;
  type: FieldType;
  operators: readonly Operator[];
  /** Whether the field takes a key, as in `metadata.model`. */
  key: 'none' | 'optional' | 'required';
  /** All values of an enum, if they are fixed. */
  values?: readonly string[];
}

/** Operators of each type. The server's `compileFilters` documents their meaning. */
const OPERATORS: Record<FieldType, readonly Operator[]> = {
  string: ['=', '!=', '>', '<', 'contains', 'not_contains', 'starts_with', 'ends_with'],
  text: ['=', 'contains', 'not_contains'],
  dictionary: ['=', 'contains', '>', '<'],
  number: ['=', '!=', '>', '>=', '<', '<='],
  counts: ['=', '!=', '>', '>=', '<', '<='],
  date: ['=', '>', '>=', '<', '<='],
  list: ['contains', 'not_contains', '=', '!=', 'is_empty', 'is_not_empty'],
  scores: ['=', '!=', '>', '>=', '<', '<=', 'is_empty', 'is_not_empty'],
  error: ['is_empty', 'is_not_empty'],
  enum: ['=', '!=', 'in', 'not_in'],
};

/** Types of fields with many values, each under a key. */
const KEYS: Partial<Record<FieldType, Field['key']>> = {
  dictionary: 'optional',
  counts: 'required',
  scores: 'required',
};

type Declared = FieldType | { type: FieldType; values?: readonly string[]; operators?: readonly Operator[] };

const SOURCE: Declared = { type: 'enum', values: ['sdk', 'experiment', 'playground', 'optimization'] };
const VISIBILITY: Declared = { type: 'enum', values: ['default', 'hidden'] };

/** Fields of traces, spans and threads. */
const COMMON = {
  id: 'string',
  start_time: 'date',
  end_time: 'date',
  duration: 'number',
  created_at: 'date',
  last_updated_at: 'date',
  created_by: 'string',
  last_updated_by: 'string',
  input: 'text',
  output: 'text',
  tags: 'list',
  feedback_scores: 'scores',
  usage: 'counts',
  total_estimated_cost: 'number',
  environment: 'enum',
} satisfies Record<string, Declared>;

const PAYLOAD = {
  name: 'string',
  metadata: 'dictionary',
  input_json: 'dictionary',
  output_json: 'dictionary',
  error_info: 'error',
  ttft: 'number',
  source: SOURCE,
  visibility_mode: VISIBILITY,
} satisfies Record<string, Declared>;

const RECORD = {
  id: 'string',
  name: 'string',
  description: 'string',
  created_at: 'date',
  last_updated_at: 'date',
  created_by: 'string',
  last_updated_by: 'string',
} satisfies Record<string, Declared>;

const DECLARED = {
  traces: {
    ...COMMON,
    ...PAYLOAD,
    thread_id: 'string',
    user_id: 'string',
    span_count: 'number',
    llm_span_count: 'number',
    span_feedback_scores: 'scores',
    experiment_id: 'string',
    annotation_queue_ids: 'list',
    guardrails: 'string',
  },
  spans: {
    ...COMMON,
    ...PAYLOAD,
    trace_id: 'string',
    parent_span_id: 'string',
    type: {
      type: 'enum',
      values: ['general', 'tool', 'llm', 'guardrail'],
      operators: [...OPERATORS.string, 'in', 'not_in'],
    },
    model: 'string',
    provider: 'string',
    service_tier: 'string',
  },
  threads: {
    ...COMMON,
    name: 'string',
    metadata: 'dictionary',
    model: 'string',
    provider: 'string',
    thread_id: 'string',
    first_message: 'text',
    last_message: 'text',
    number_of_messages: 'number',
    status: {
      type: 'enum',
      values: ['active', 'inactive'],
      operators: ['=', '!=', 'in', 'not_in', 'contains', 'not_contains'],
    },
    annotation_queue_ids: 'list',
  },
  projects: {
    ...RECORD,
    visibility: { type: 'enum', values: ['private', 'public'] },
  },
  prompts: {
    ...RECORD,
    tags: 'list',
    version_count: 'number',
    template_structure: 'string',
  },
} satisfies Record<FilterEntity, Record<string, Declared>>;

/** Names of the fields of an entity. */
export type FieldName<Entity extends FilterEntity> = keyof (typeof DECLARED)[Entity] & string;

/**
 * Fields by which each entity can be filtered. The parser accepts them, the server compiles them, and a filter bar
 * offers them.
 *
 * @example
 * FIELDS.spans.get('environment')?.operators; // ['=', '!=', 'in', 'not_in']
 */
export const FIELDS: Readonly<Record<FilterEntity, ReadonlyMap<string, Field>>> = {
  traces: complete(DECLARED.traces),
  spans: complete(DECLARED.spans),
  threads: complete(DECLARED.threads),
  projects: complete(DECLARED.projects),
  prompts: complete(DECLARED.prompts),
};

function complete(declared: Record<string, Declared>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const [name, declaration] of Object.entries(declared)) {
    const rest = typeof declaration === 'string' ? { type: declaration } : declaration;
    fields.set(name, { operators: OPERATORS[rest.type], ...rest, name, key: KEYS[rest.type] ?? 'none' });
  }
  return fields;
}

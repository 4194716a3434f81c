import type { Operator } from './operator.ts';

/** What can be filtered. */
export type FilterEntity = 'traces' | 'spans' | 'threads' | 'projects' | 'prompts';

/** How the values of a field are compared. */
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
  /** Whether a key goes with it, as in `metadata.model`. */
  key: 'none' | 'optional' | 'required';
  /** All values of an enum that has no others. */
  values?: readonly string[];
}

/** The operators of each type; what they mean is written at the server's `compileFilters`. */
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

/** Types whose fields have many values, each under a key. */
const KEYS: Partial<Record<FieldType, Field['key']>> = {
  dictionary: 'optional',
  counts: 'required',
  scores: 'required',
};

type Declared = FieldType | { type: FieldType; values?: readonly string[]; operators?: readonly Operator[] };

const SOURCE: Declared = { type: 'enum', values: ['sdk', 'experiment', 'playground', 'optimization'] };
const VISIBILITY: Declared = { type: 'enum', values: ['default', 'hidden'] };

/** What traces, spans and threads all have. */
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
    type: { type: 'enum', values: ['general', 'tool', 'llm', 'guardrail'] },
    model: 'string',
    provider: 'string',
  },
  threads: {
    ...COMMON,
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

/** The names of the fields of an entity. */
export type FieldName<Entity extends FilterEntity> = keyof (typeof DECLARED)[Entity] & string;

/**
 * The fields that each entity can be filtered by: what the parser accepts, what the server compiles, what a filter bar
 * offers.
 *
 * @example
 * FIELDS.spans.get('type')?.operators; // ['=', '!=', 'in', 'not_in']
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

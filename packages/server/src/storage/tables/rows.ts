import {
  cost,
  countMap,
  emptyRow,
  flag,
  integer,
  label,
  labels,
  number,
  optionalTime,
  text,
  textMap,
  time,
  version,
  type RowOf,
} from './column.ts';

const SORTED = { sortable: true } as const;
const SHOWN = { sortable: true, excludable: true } as const;

/** How much later than the end a first token may be, because different clocks measure them. */
export const FIRST_TOKEN_TOLERANCE_MS = 1;

/** Columns that traces and spans share. Absent texts and absent JSON values are ''. */
const SHARED = {
  workspace: label(),
  project_id: label({ answer: 'always' }),
  id: text({ answer: 'always', ...SORTED }),
  name: label({ answer: 'text', write: 'text', ...SHOWN }),
  kind: label(),
  start_time: time({ answer: 'always', write: 'as-is', ...SHOWN }),
  end_time: optionalTime({ answer: 'text', write: 'as-is', ...SHOWN }),
  duration: number({ answer: 'number', computed: true, ...SHOWN }),
  environment: label({ answer: 'text', write: 'text', ...SHOWN }),
  source: label({
    answer: 'text',
    write: 'as-is',
    values: ['sdk', 'experiment', 'playground', 'optimization'],
    ...SHOWN,
  }),
  /** JSON text, like output, metadata and error_info. */
  input: text({ answer: 'json', large: true, ...SHOWN }),
  output: text({ answer: 'json', large: true, ...SHOWN }),
  input_preview: text(),
  output_preview: text(),
  metadata: text({ answer: 'json', large: true, ...SHOWN }),
  metadata_flat: textMap(),
  tags: labels({ answer: 'list', ...SHOWN }),
  error_type: label(),
  error_info: text({ answer: 'error', large: true, ...SHOWN }),
  /** ms. A first token before the start or after the end is not shown. */
  ttft: number({
    answer: 'number',
    write: 'as-is',
    shownAs: `if(ttft < 0 OR ttft > duration + ${FIRST_TOKEN_TOLERANCE_MS}, NULL, ttft)`,
    ...SHOWN,
  }),
  visibility_mode: label({ emptyMeans: 'default', values: ['default', 'hidden'] }),
  /** 0 if the row was made by patches only. Its start time is then the time in its id, until its create arrives. */
  has_base: flag(),
  /** The fields that patches set, each with the version of the patch. A create does not overwrite them. */
  patched: textMap(),
  /** `last_updated_at` of the latest create, in µs since the epoch; 0 if there was none. */
  base_time: integer(),
  /** `last_updated_at` of the create that set a field, for fields where it differs from `base_time`. */
  field_times: countMap(),
  created_at: time({ answer: 'always', ...SHOWN }),
  created_by: label({ answer: 'always', ...SHOWN }),
  last_updated_at: time({ answer: 'always', ...SHOWN }),
  last_updated_by: label({ answer: 'always', ...SHOWN }),
  is_deleted: flag(),
  version: version(),
} as const;

/** Columns of `traces`. */
export const TRACE_COLUMNS = {
  ...SHARED,
  visibility_mode: { ...SHARED.visibility_mode, answer: 'text', excludable: true },
  thread_id: text({ answer: 'text', write: 'text', ...SHOWN }),
  /** What a write says. If none says it, the metadata's `user_id` or `userId` is shown. */
  user_id: text({ answer: 'text', write: 'text', shownAs: 'end_user', ...SHOWN }),
  end_user: text({ computed: true }),
  otel_trace_id: text({ write: 'as-is' }),
} as const;

/** Columns of `spans`. */
export const SPAN_COLUMNS = {
  ...SHARED,
  kind: { ...SHARED.kind, write: 'as-is' },
  trace_id: text({ answer: 'always', ...SORTED }),
  parent_span_id: text({ answer: 'text', ...SORTED }),
  type: label({
    answer: 'always',
    write: 'as-is',
    emptyMeans: 'general',
    values: ['general', 'tool', 'llm', 'guardrail'],
    ...SHOWN,
  }),
  model: label({ answer: 'text', write: 'text', ...SHOWN }),
  provider: label({ answer: 'text', write: 'text', ...SHOWN }),
  service_tier: label({ answer: 'text', write: 'text', ...SHOWN }),
  usage: countMap({ answer: 'counts', excludable: true }),
  ledger: countMap(),
  /** USD. */
  total_estimated_cost: cost({ answer: 'number', ...SHOWN }),
  total_estimated_cost_version: label({ answer: 'text', write: 'text', excludable: true }),
  cost_status: label(),
  unpriced_parts: labels(),
} as const;

/** A row of `traces`. */
export type StoredTrace = RowOf<typeof TRACE_COLUMNS>;
/** A row of `spans`. */
export type StoredSpan = RowOf<typeof SPAN_COLUMNS>;

export const EMPTY_TRACE: StoredTrace = emptyRow(TRACE_COLUMNS);
export const EMPTY_SPAN: StoredSpan = emptyRow(SPAN_COLUMNS);

import type {
  Body,
  FeedbackView,
  ProjectRow,
  SeriesLine,
  SeriesView,
  SpanRow,
  ThreadView,
  TraceRow,
  TracesView,
  TraceView,
  Turn,
} from '@vitrine/core/model';
import type { FieldGroup } from '../../platform/auth/fields.ts';

/** `skeleton` for a field that is always shown; otherwise its group and the value that replaces it if it is hidden. */
export type FieldEntry<Value = unknown> = 'skeleton' | readonly [group: FieldGroup, hidden: Value];

/** Entries of all fields of a row. A field without an entry is a type error, and is not sent. */
export type FieldTable<Row> = { readonly [Field in keyof Row]-?: FieldEntry<Row[Field]> };

/** Replaces a hidden error, so that a failure stays visible. The field of a row without an error stays null. */
const UNNAMED_ERROR = { exception_type: 'Error', message: null };

export const PROJECT_ROW: FieldTable<ProjectRow> = {
  id: 'skeleton',
  name: 'skeleton',
  description: ['metadata', null],
  trace_count: 'skeleton',
  error_count: 'skeleton',
  total_estimated_cost: ['usage', null],
  last_trace_at: 'skeleton',
};

export const TRACES_VIEW: FieldTable<Omit<TracesView, 'traces'>> = {
  next_cursor: 'skeleton',
  total: 'skeleton',
  total_exact: 'skeleton',
};

export const TRACE_ROW: FieldTable<TraceRow> = {
  id: 'skeleton',
  project_id: 'skeleton',
  name: 'skeleton',
  start_time: 'skeleton',
  end_time: 'skeleton',
  duration: 'skeleton',
  clock_skew: 'skeleton',
  thread_id: 'skeleton',
  user_id: 'skeleton',
  environment: ['metadata', null],
  tags: ['metadata', []],
  input_preview: ['conversation', ''],
  output_preview: ['conversation', ''],
  error_info: ['errors', UNNAMED_ERROR],
  span_count: 'skeleton',
  llm_span_count: 'skeleton',
  error_count: 'skeleton',
  usage: ['usage', {}],
  total_tokens: ['usage', null],
  total_estimated_cost: ['usage', null],
  unpriced_span_count: ['usage', 0],
  feedback_scores: ['scores', []],
};

/** The trace of `GET traces/:id`. */
export const WHOLE_TRACE: FieldTable<TraceView['trace']> = {
  ...TRACE_ROW,
  project_name: 'skeleton',
  ttft: 'skeleton',
};

export const TRACE_VIEW: FieldTable<Omit<TraceView, 'trace' | 'spans'>> = { span_total: 'skeleton' };

export const SPAN_ROW: FieldTable<SpanRow> = {
  id: 'skeleton',
  parent_span_id: 'skeleton',
  name: 'skeleton',
  type: 'skeleton',
  kind: 'skeleton',
  start_time: 'skeleton',
  end_time: 'skeleton',
  duration: 'skeleton',
  ttft: 'skeleton',
  clock_skew: 'skeleton',
  model: ['usage', null],
  provider: ['usage', null],
  total_tokens: ['usage', null],
  total_estimated_cost: ['usage', null],
  cost_status: ['usage', ''],
  has_error: 'skeleton',
};

export const TRACE_BODY: FieldTable<Body> = {
  id: 'skeleton',
  input: ['conversation', null],
  output: ['conversation', null],
  metadata: ['metadata', null],
  tags: ['metadata', []],
  error_info: ['errors', { ...UNNAMED_ERROR, traceback: '' }],
  usage: ['usage', {}],
  ledger: ['usage', null],
  service_tier: ['usage', null],
  unpriced_parts: ['usage', []],
  feedback_scores: ['scores', []],
};

export const SPAN_BODY: FieldTable<Body> = { ...TRACE_BODY, input: ['steps', null], output: ['steps', null] };

export const THREAD_VIEW: FieldTable<Omit<ThreadView, 'turns'>> = {
  thread_id: 'skeleton',
  project_id: 'skeleton',
  project_name: 'skeleton',
  start_time: 'skeleton',
  end_time: 'skeleton',
  total_tokens: ['usage', null],
  total_estimated_cost: ['usage', null],
  feedback_scores: ['scores', []],
  turn_total: 'skeleton',
};

export const TURN: FieldTable<Turn> = {
  trace_id: 'skeleton',
  name: 'skeleton',
  input: ['conversation', ''],
  output: ['conversation', ''],
  start_time: 'skeleton',
  duration: 'skeleton',
  total_tokens: ['usage', null],
  total_estimated_cost: ['usage', null],
  error_info: ['errors', UNNAMED_ERROR],
  feedback_scores: ['scores', []],
};

/** The metric and `group_by` are checked when a series is requested, so what it contains is shown. */
export const SERIES_VIEW: FieldTable<Omit<SeriesView, 'lines'>> = {
  metric: 'skeleton',
  interval: 'skeleton',
  times: 'skeleton',
  groups_left_out: 'skeleton',
};

export const SERIES_LINE: FieldTable<SeriesLine> = { name: 'skeleton', group: 'skeleton', values: 'skeleton' };

export const FEEDBACK_VIEW: FieldTable<FeedbackView> = {
  mine: 'skeleton',
  average: ['scores', null],
  count: ['scores', 0],
};

/** Returns the fields of a row that a caller sees, with replacements for the hidden ones. */
export function shownFields<Row extends object>(row: Row, table: FieldTable<Row>, show: ReadonlySet<FieldGroup>): Row {
  const shown = Object.entries<FieldEntry>(table).map(([field, entry]) => {
    const value: unknown = row[field as keyof Row];
    if (entry === 'skeleton' || value === null || show.has(entry[0])) return [field, value];
    return [field, entry[1]];
  });
  return Object.fromEntries(shown) as Row;
}

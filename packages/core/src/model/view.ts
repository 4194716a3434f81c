/**
 * Read models of the view API (`api/v1/view/**`): the data of one screen in one request. They are types only: the
 * server returns them, the widgets show them.
 *
 * Times are ISO 8601 with `Z`; durations are ms; costs are USD; token counts are tokens. `null` means "not known".
 *
 * `clock_skew` says that the times of a row contradict each other. If its end is before its start, `duration` is 0. If
 * its first token is before the start or after the end, `ttft` is null.
 */
import type { ErrorInfo } from './error-info.ts';
import type { FeedbackScore } from './feedback-score.ts';
import type { Json } from './json.ts';
import type { SpanKind, SpanType } from './kind.ts';
import type { Ledger, Usage } from './usage.ts';

/**
 * Source of a span's cost: the prices (`priced`), prices of only a part of what was used (`partly_priced`), the client
 * (`manual`), or none (`unpriced`).
 */
export type CostStatus = 'priced' | 'partly_priced' | 'unpriced' | 'manual' | '';

/** `GET projects` */
export interface ProjectsView {
  projects: ProjectRow[];
}

export interface ProjectRow {
  id: string;
  name: string;
  description: string | null;
  /** Number of traces of the last 30 days. */
  trace_count: number;
  error_count: number;
  total_estimated_cost: number | null;
  last_trace_at: string | null;
}

/**
 * `GET traces?project_id|project_name&cursor&limit&search&from_time&to_time&thread_id`, newest first.
 * `limit` is 1 to 100; default: 25.
 */
export interface TracesView {
  traces: TraceRow[];
  /** The `cursor` of the next (older) page; null on the last page. */
  next_cursor: string | null;
  /** Number of traces on all pages. */
  total: number;
  /** False if counting stopped at `total`. */
  total_exact: boolean;
}

/** A trace in a list. */
export interface TraceRow {
  id: string;
  project_id: string;
  name: string;
  start_time: string;
  end_time: string | null;
  duration: number | null;
  clock_skew: boolean;
  thread_id: string | null;
  /** End user whom the trace is about. */
  user_id: string | null;
  environment: string | null;
  tags: string[];
  input_preview: string;
  output_preview: string;
  error_info: Pick<ErrorInfo, 'exception_type' | 'message'> | null;
  span_count: number;
  llm_span_count: number;
  /** Number of spans that failed. */
  error_count: number;
  usage: Usage;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  /** Number of LLM spans whose tokens have no price, or only a part of them. The cost does not include the rest. */
  unpriced_span_count: number;
  feedback_scores: FeedbackScore[];
}

/** `GET traces/:id`: the trace and its spans without their bodies. 404 if there is no such trace. */
export interface TraceView {
  trace: TraceRow & { project_name: string; ttft: number | null };
  /** Spans by start time, then id. A span whose parent has not arrived yet is at the top level. */
  spans: SpanRow[];
  /** Number of spans of the trace; more than `spans.length` if the response was cut at 100,000. */
  span_total: number;
}

/** A span in the tree: all fields except its bodies. */
export interface SpanRow {
  id: string;
  parent_span_id: string | null;
  name: string;
  type: SpanType;
  kind: SpanKind;
  start_time: string;
  end_time: string | null;
  duration: number | null;
  ttft: number | null;
  clock_skew: boolean;
  model: string | null;
  provider: string | null;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  cost_status: CostStatus;
  has_error: boolean;
}

/**
 * `POST traces/:id/bodies` with `{ ids: string[] }` (1 to 100 span ids, or the trace's own id). Unknown ids are absent.
 */
export interface BodiesView {
  bodies: Body[];
}

/** Input, output and other large fields of a span or trace. */
export interface Body {
  id: string;
  input: Json;
  output: Json;
  metadata: Json;
  tags: string[];
  error_info: ErrorInfo | null;
  usage: Usage;
  ledger: Ledger | null;
  /** Service tier of a model call, such as `flex`. */
  service_tier: string | null;
  /** Parts of the ledger that the cost does not include, such as `input_audio`, or `service_tier`. */
  unpriced_parts: string[];
  feedback_scores: FeedbackScore[];
}

/** `GET thread?thread_id=&project_id=|project_name=`: one conversation, oldest turn first. 404 if there is none. */
export interface ThreadView {
  thread_id: string;
  project_id: string;
  project_name: string;
  start_time: string;
  end_time: string | null;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  feedback_scores: FeedbackScore[];
  turns: Turn[];
  /** Number of turns; more than `turns.length` if the response was cut at 1,000. */
  turn_total: number;
}

/** One question and its answer: a trace of the thread. */
export interface Turn {
  trace_id: string;
  name: string;
  /** Question of the user, as plain text or markdown. */
  input: string;
  /** Answer, as plain text or markdown. */
  output: string;
  start_time: string;
  duration: number | null;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  error_info: Pick<ErrorInfo, 'exception_type' | 'message'> | null;
  feedback_scores: FeedbackScore[];
}

/**
 * Metric of a series for each interval: the number of traces or spans that started in it, the number that failed, their
 * durations (ms; two lines, `p50` and `p95`), the tokens of the spans, or their cost (USD, without unpriced spans).
 */
export type SeriesMetric =
  | 'trace_count'
  | 'trace_error_count'
  | 'trace_duration'
  | 'span_count'
  | 'span_error_count'
  | 'span_duration'
  | 'total_tokens'
  | 'total_estimated_cost';

/** Length of the intervals of a series. They start with the minute, hour or day in UTC, and weeks start on Monday. */
export type SeriesInterval = 'minute' | 'hour' | 'day' | 'week';

/**
 * `GET series?project_id|project_name&metric&interval&group_by&from_time&to_time&filters&search`: a chart over time.
 * The default `interval` is `day`, the default time the last 30 days. `filters` apply to the traces or spans of the
 * metric. `group_by` is `name`, `environment`, `source` or `error_type`, or for spans also `type`, `model` or
 * `provider`. Spans without a cost are not counted in the cost, and a group without any cost has no line.
 */
export interface SeriesView {
  metric: SeriesMetric;
  interval: SeriesInterval;
  /** Start times of the intervals, without gaps; at most 1,000. */
  times: string[];
  /**
   * One line, or two for durations. With `group_by`: lines of the 20 groups with the most rows, largest group first.
   */
  lines: SeriesLine[];
  /** Number of groups without a line. */
  groups_left_out: number;
}

export interface SeriesLine {
  /** The metric, or for durations `p50` or `p95`. */
  name: string;
  /** Value of `group_by` in the rows of the line, `""` if they have none; null without `group_by`. */
  group: string | null;
  /** One value for each of `times`; null if there is none. */
  values: (number | null)[];
}

/** Target of a feedback score of the view API: a trace, or a thread of a project. */
export type FeedbackTarget =
  | { trace_id: string }
  | { thread_id: string; project_id: string }
  | { thread_id: string; project_name: string };

/** `PUT feedback`: writes the caller's own score, and overwrites an earlier one. Returns {@link FeedbackView}. */
export type FeedbackWrite = FeedbackTarget & {
  name: string;
  value: number;
  category_name?: string | null;
  reason?: string | null;
};

/**
 * `GET feedback?trace_id=&name=` (or `thread_id=&project_id=|project_name=`) reads scores. `DELETE feedback` with the
 * same query deletes the caller's own score. Both return this, as does `PUT feedback`.
 */
export interface FeedbackView {
  /** The caller's own score, or null. */
  mine: { value: number; category_name: string | null; reason: string | null } | null;
  /** Average over all authors, or null if there is no score. */
  average: number | null;
  /** Number of authors. */
  count: number;
}

/** Body of every error response, on every path. */
export interface ErrorBody {
  code: number;
  message: string;
  errors?: { index?: number; path: string; message: string }[];
  /** For a batch: number of its items that were stored. */
  stored?: number;
}

/** `GET ingest`: writes since the server started, by outcome. received = committed + refused + in flight. */
export interface IngestView {
  since: string;
  streams: {
    stream: 'traces' | 'spans' | 'feedback_scores';
    received: number;
    committed: number;
    /** By reason, such as `invalid`, `conflict`, `deleted` (answered as success) or `overloaded`. */
    refused: Record<string, number>;
    in_flight: number;
  }[];
  /** Number of inserts that did not reach the storage and were retried. */
  retried: number;
  /** Number of rows that lacked a write of another server and were written again. */
  repaired: number;
  /** Number of requests that were answered 429 before their bodies were read. Their writes are not counted. */
  turned_away: number;
  in_flight_bytes: number;
  /** OpenTelemetry attributes that look like token counts but are in no table. Their tokens are not in any sum. */
  unknown_usage: { attribute: string; spans: number }[];
  /** The last 60 minutes with writes, oldest first. */
  minutes: { at: string; received: number; committed: number; refused: number }[];
}

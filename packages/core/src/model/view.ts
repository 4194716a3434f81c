/**
 * The read models of the view API (`api/v1/view/**`): what one screen needs, in one request. They are types only: the
 * server writes them, the widgets read them.
 *
 * Times are ISO 8601 with `Z`; durations are ms; costs are USD; token counts are tokens. `null` means "not known".
 */
import type { ErrorInfo } from './error-info.ts';
import type { FeedbackScore } from './feedback-score.ts';
import type { Json } from './json.ts';
import type { SpanKind, SpanType } from './kind.ts';
import type { Ledger, Usage } from './usage.ts';

/** Whether a span's cost is known: from the price table, from the client, or not at all. */
export type CostStatus = 'priced' | 'unpriced' | 'manual' | '';

/** `GET projects` */
export interface ProjectsView {
  projects: ProjectRow[];
}

export interface ProjectRow {
  id: string;
  name: string;
  description: string | null;
  /** Traces of the last 30 days. */
  trace_count: number;
  error_count: number;
  total_estimated_cost: number | null;
  last_trace_at: string | null;
}

/**
 * `GET traces?project_id|project_name&cursor&limit&search&from_time&to_time&thread_id`, newest first.
 * `limit` is 1 to 100, 25 where absent.
 */
export interface TracesView {
  traces: TraceRow[];
  /** Give it as `cursor` to get the next (older) page; null on the last one. */
  next_cursor: string | null;
  /** How many there are in all. */
  total: number;
  /** False where counting stopped at `total`. */
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
  thread_id: string | null;
  environment: string | null;
  tags: string[];
  input_preview: string;
  output_preview: string;
  error_info: Pick<ErrorInfo, 'exception_type' | 'message'> | null;
  span_count: number;
  llm_span_count: number;
  /** Spans that failed. */
  error_count: number;
  usage: Usage;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  /** LLM spans that used tokens of a model without a price: the cost above leaves them out. */
  unpriced_span_count: number;
  feedback_scores: FeedbackScore[];
}

/** `GET traces/:id`: the trace and the shape of all its spans, without any body. 404 where there is no such trace. */
export interface TraceView {
  trace: TraceRow & { project_name: string; ttft: number | null };
  /** In order of start time, then id. Parents may be missing (not arrived yet): such spans stand at the top. */
  spans: SpanRow[];
  /** How many spans the trace has; more than `spans.length` where the answer was cut at 100,000. */
  span_total: number;
}

/** A span in the tree: everything but its bodies. */
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
  model: string | null;
  provider: string | null;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  cost_status: CostStatus;
  has_error: boolean;
}

/** `POST traces/:id/bodies` with `{ ids: string[] }` (1 to 100 span ids, or the trace's own id). Unknown ids are absent. */
export interface BodiesView {
  bodies: Body[];
}

/** What a span or trace took and gave. */
export interface Body {
  id: string;
  input: Json;
  output: Json;
  metadata: Json;
  tags: string[];
  error_info: ErrorInfo | null;
  usage: Usage;
  ledger: Ledger | null;
  feedback_scores: FeedbackScore[];
}

/** `GET thread?thread_id=&project_id=|project_name=`: one conversation, oldest turn first. 404 where there is none. */
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
  /** How many turns there are; more than `turns.length` where the answer was cut at 1,000. */
  turn_total: number;
}

/** One question and its answer: a trace of the thread. */
export interface Turn {
  trace_id: string;
  name: string;
  /** What the user said and what was answered, whole, as plain text or markdown. */
  input: string;
  output: string;
  start_time: string;
  duration: number | null;
  total_tokens: number | null;
  total_estimated_cost: number | null;
  error_info: Pick<ErrorInfo, 'exception_type' | 'message'> | null;
  feedback_scores: FeedbackScore[];
}

/**
 * What a series shows of an interval: how many traces or spans began in it, how many of them failed, how long they took
 * (ms; two lines, `p50` and `p95`), the tokens of its spans, what they cost (USD; spans without a price left out).
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

/** How long the intervals of a series are. They begin with the minute, hour or day in UTC, weeks on Monday. */
export type SeriesInterval = 'minute' | 'hour' | 'day' | 'week';

/**
 * `GET series?project_id|project_name&metric&interval&group_by&from_time&to_time&filters&search`: a chart over time.
 * `interval` is `day` where absent, the time the last 30 days; `filters` are those of traces or of spans, whichever the
 * metric is of. `group_by` is a field: `name`, `environment`, `source`, `error_type`, of spans also `type`, `model`,
 * `provider`. Cost is that of the spans which have one: a group without any has no line.
 */
export interface SeriesView {
  metric: SeriesMetric;
  interval: SeriesInterval;
  /** When the intervals begin, one after the other without a gap; at most 1,000. */
  times: string[];
  /** One line, or two for durations; with `group_by` for each of the 20 groups with the most rows, the largest first. */
  lines: SeriesLine[];
  /** How many groups have no line. */
  groups_left_out: number;
}

export interface SeriesLine {
  /** The metric; of durations `p50` or `p95`. */
  name: string;
  /** The value of `group_by` that its rows have in common, `""` where they have none; null without `group_by`. */
  group: string | null;
  /** One for each of `times`; null where nothing is known. */
  values: (number | null)[];
}

/** What a feedback score of the view API is about: a trace, or a thread of a project. */
export type FeedbackTarget =
  | { trace_id: string }
  | { thread_id: string; project_id: string }
  | { thread_id: string; project_name: string };

/** `PUT feedback`: writes the caller's own score; writing again overwrites. Answers {@link FeedbackView}. */
export type FeedbackWrite = FeedbackTarget & {
  name: string;
  value: number;
  category_name?: string | null;
  reason?: string | null;
};

/**
 * `GET feedback?trace_id=&name=` (or `thread_id=&project_id=|project_name=`) reads, `DELETE feedback` with the same query
 * takes the caller's own score back. Both answer this, as does `PUT feedback`.
 */
export interface FeedbackView {
  /** The caller's own score, or null. */
  mine: { value: number; category_name: string | null; reason: string | null } | null;
  /** The average over all authors, or null where nobody scored. */
  average: number | null;
  /** How many authors scored. */
  count: number;
}

/** Every error of the server, on every path. */
export interface ErrorBody {
  code: number;
  message: string;
  errors?: { index?: number; path: string; message: string }[];
  /** For a batch: how many of its items were stored all the same. */
  stored?: number;
}

/** `GET ingest`: what came in since the server started, and what became of it. received = committed + refused + in flight. */
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
  /** Inserts that did not reach the storage and were tried again. */
  retried: number;
  /** Rows in which a write of another server was missing, and which were written again. */
  repaired: number;
  /** Requests that were answered 429 before their bodies were read: how many writes they held is not known. */
  turned_away: number;
  in_flight_bytes: number;
  /** OpenTelemetry attributes that look like token counts and that no table knows: their tokens are in no sum. */
  unknown_usage: { attribute: string; spans: number }[];
  /** The last 60 minutes in which something came, oldest first. */
  minutes: { at: string; received: number; committed: number; refused: number }[];
}

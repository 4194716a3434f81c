import type { ErrorInfo } from '../model/error-info.ts';
import type { Json } from '../model/json.ts';
import type { SpanKind, SpanType } from '../model/kind.ts';
import type { Ledger, Usage } from '../model/usage.ts';
import type { Evaluation } from './evaluations.ts';
import type { TimeFault } from './span-times.ts';

/**
 * An OpenTelemetry span in Vitrine's model: the fields of a span write without its ids, which the server makes, and the
 * fields of its trace. A field is absent if the span does not have it.
 */
export interface MappedSpan {
  name: string;
  kind: SpanKind;
  type: SpanType;
  /** ISO 8601 in UTC, to the microsecond. */
  start_time: string;
  /** Null for a span that has not ended. */
  end_time: string | null;
  input?: Json;
  output?: Json;
  /** Attributes that no table uses, and `resource`, `scope`, `events`, `links` and `span_kind` if there are any. */
  metadata: Record<string, Json>;
  model?: string;
  provider?: string;
  /** Token counts, only for model calls. */
  usage?: Usage;
  /** The same tokens as disjoint parts. */
  ledger?: Ledger;
  /** Cost in USD of a model call, if the instrumentation computed it. */
  total_estimated_cost?: number;
  /**
   * Tokens and cost of a span that is no model call, such as an agent or a tool. They are usually the sum of the calls
   * below it, so they may be counted only if no span below it has any.
   */
  aggregate?: AggregateUsage;
  /** Attributes that look like token counts or costs but are in no table. Their tokens are in no ledger. */
  unknown_usage?: string[];
  error_info?: ErrorInfo;
  tags?: string[];
  /** Time to the first token, in ms. A time after the end of the span is left out. */
  ttft?: number;
  /** Times of the span that cannot be. They are in its metadata too. */
  time_faults?: TimeFault[];
  /** Results of evaluations, in events or attributes of the span. */
  evaluations?: Evaluation[];
  /** Tier of the provider that processed the call, such as `flex`. */
  service_tier?: string;
  /** Thread of the span's trace. */
  thread_id?: string;
  /** End user. */
  user_id?: string;
  environment?: string;
  /** Project from `vitrine.project`, `opik.project_name` or `openinference.project.name`. */
  project_name?: string;
  /** Existing trace to which the span is attached. */
  opik_trace_id?: string;
  /** Parent of the span in that trace. */
  opik_parent_span_id?: string;
  /** Id under which other services name the span as their parent. */
  opik_span_id?: string;
}

/** Usage of a span that is no model call. */
export interface AggregateUsage {
  usage?: Usage;
  ledger?: Ledger;
  /** Cost in USD. */
  total_estimated_cost?: number;
}

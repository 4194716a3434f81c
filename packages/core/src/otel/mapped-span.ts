import type { ErrorInfo } from '../model/error-info.ts';
import type { Json } from '../model/json.ts';
import type { SpanKind, SpanType } from '../model/kind.ts';
import type { Ledger, Usage } from '../model/usage.ts';

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
  /** Token counts, only for model calls. An agent repeats the sum of its calls, whose tokens would count twice. */
  usage?: Usage;
  /** The same tokens as disjoint parts. */
  ledger?: Ledger;
  /** Attributes that look like token counts but are in no table. Their tokens are in no ledger. */
  unknown_usage?: string[];
  /** Cost in USD, if the instrumentation computed it. */
  total_estimated_cost?: number;
  error_info?: ErrorInfo;
  tags?: string[];
  /** Time to the first token, in ms. */
  ttft?: number;
  /** Thread of the span's trace. */
  thread_id?: string;
  environment?: string;
  /** Project from `vitrine.project`, `opik.project_name` or `openinference.project.name`. */
  project_name?: string;
  /** Existing trace to which the span is attached. */
  opik_trace_id?: string;
  /** Parent of the span in that trace. */
  opik_parent_span_id?: string;
}

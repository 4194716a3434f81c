import type { ErrorInfo } from '../model/error-info.ts';
import type { Json } from '../model/json.ts';
import type { SpanKind, SpanType } from '../model/kind.ts';
import type { Ledger, Usage } from '../model/usage.ts';

/**
 * What an OpenTelemetry span is in Vitrine's model: the fields of a span write without its ids (which only the server
 * can give), and those that belong to its trace. Absent means that the span does not say.
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
  /** Attributes that no table took, and `resource`, `scope`, `events`, `links` and `span_kind` where there are any. */
  metadata: Record<string, Json>;
  model?: string;
  provider?: string;
  /** Of model calls alone: an agent repeats the sum of its calls, which would then count twice. */
  usage?: Usage;
  /** The same tokens as disjoint parts. */
  ledger?: Ledger;
  /** Attributes that look like token counts and that no table knows: what they count is in no ledger. */
  unknown_usage?: string[];
  /** USD, where the instrumentation priced the call itself. */
  total_estimated_cost?: number;
  error_info?: ErrorInfo;
  tags?: string[];
  /** Time to the first token, in ms. */
  ttft?: number;
  /** The conversation that the span's trace belongs to. */
  thread_id?: string;
  environment?: string;
  /** Asked for by `vitrine.project`, `opik.project_name` or `openinference.project.name`. */
  project_name?: string;
  /** The existing trace that the span is to be attached to, and its parent there. */
  opik_trace_id?: string;
  opik_parent_span_id?: string;
}

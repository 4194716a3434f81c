import { z } from 'zod';
import { Count } from './count.ts';
import { DateTime } from './date-time.ts';
import { ErrorInfo } from './error-info.ts';
import { Json } from './json.ts';
import { SpanKind, SpanType } from './kind.ts';
import { Source } from './trace.ts';
import { Ledger } from './usage.ts';

/** Maximum cost, in USD. Sums of many costs still fit into the stored type. */
const MAX_COST = 1e15;

/**
 * A span as clients write it: one step of a trace, such as a model call or a tool call.
 *
 * `kind` and `ledger` are Vitrine's own fields. If a client sends only Opik's fields, both are derived.
 */
export const SpanWrite = z.object({
  /** UUIDv7. Default: the server makes one. */
  id: z.string().nullish(),
  trace_id: z.string(),
  /** Parent span; absent for a root span. */
  parent_span_id: z.string().nullish(),
  project_name: z.string().nullish(),
  name: z.string().nullish(),
  type: SpanType.nullish(),
  kind: SpanKind.nullish(),
  start_time: DateTime,
  end_time: DateTime.nullish(),
  input: Json.nullish(),
  output: Json.nullish(),
  metadata: Json.nullish(),
  tags: z.array(z.string()).nullish(),
  error_info: ErrorInfo.nullish(),
  model: z.string().nullish(),
  provider: z.string().nullish(),
  /** Token counts as the provider or framework returned them. */
  usage: z.record(z.string(), Count.nullable()).nullish(),
  /** The same tokens as disjoint parts, from which the cost is computed. */
  ledger: Ledger.partial().nullish(),
  /** Service tier of the call as the provider reports it, such as `flex`, `priority` or `batch`. It changes the price. */
  service_tier: z.string().nullish(),
  /** Cost in USD. Default: computed from the ledger and the model's price. */
  total_estimated_cost: z.number().min(-MAX_COST).max(MAX_COST).nullish(),
  total_estimated_cost_version: z.string().nullish(),
  environment: z.string().nullish(),
  source: Source.nullish(),
  /** Time to the first token, in ms. */
  ttft: z.number().nullish(),
  last_updated_at: DateTime.nullish(),
});
export type SpanWrite = z.infer<typeof SpanWrite>;

/** Update of a span. Given fields replace; `tags_to_add` and `tags_to_remove` edit the list of tags. */
export const SpanUpdate = SpanWrite.omit({ id: true, start_time: true, trace_id: true }).extend({
  project_id: z.string().nullish(),
  /** Every client sends this id. Without it, the span is looked up by its own id. */
  trace_id: z.string().nullish(),
  start_time: DateTime.nullish(),
  tags_to_add: z.array(z.string()).nullish(),
  tags_to_remove: z.array(z.string()).nullish(),
});
export type SpanUpdate = z.infer<typeof SpanUpdate>;

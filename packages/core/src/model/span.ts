import { z } from 'zod';
import { Count } from './count.ts';
import { DateTime } from './date-time.ts';
import { ErrorInfo } from './error-info.ts';
import { Json } from './json.ts';
import { SpanKind, SpanType } from './kind.ts';
import { Source } from './trace.ts';
import { Ledger } from './usage.ts';

/** Costs beyond this are no costs, in USD; what is stored has room to add up many of them. */
const MAX_COST = 1e15;

/**
 * A span as it is written: one step of a trace, such as a model call or a tool call.
 *
 * `kind` and `ledger` are Vitrine's own; a client that knows only Opik's fields leaves them out and both are derived.
 */
export const SpanWrite = z.object({
  /** UUIDv7; the server makes one where it is absent. */
  id: z.string().nullish(),
  trace_id: z.string(),
  /** The span that this one is a part of; absent at the top of its trace. */
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
  /** Token counts as the provider or framework gave them. */
  usage: z.record(z.string(), Count.nullable()).nullish(),
  /** The same tokens as disjoint parts; what cost is computed from. */
  ledger: Ledger.partial().nullish(),
  /** USD; where absent it is computed from the ledger and the model's price. */
  total_estimated_cost: z.number().min(-MAX_COST).max(MAX_COST).nullish(),
  total_estimated_cost_version: z.string().nullish(),
  environment: z.string().nullish(),
  source: Source.nullish(),
  /** Time to the first token, in ms. */
  ttft: z.number().nullish(),
  last_updated_at: DateTime.nullish(),
});
export type SpanWrite = z.infer<typeof SpanWrite>;

/** What an update of a span may hold: given fields replace; `tags_to_add` and `tags_to_remove` edit the list. */
export const SpanUpdate = SpanWrite.omit({ id: true, start_time: true, trace_id: true }).extend({
  project_id: z.string().nullish(),
  /** Every client sends it; without it the span is looked up by its id. */
  trace_id: z.string().nullish(),
  start_time: DateTime.nullish(),
  tags_to_add: z.array(z.string()).nullish(),
  tags_to_remove: z.array(z.string()).nullish(),
});
export type SpanUpdate = z.infer<typeof SpanUpdate>;

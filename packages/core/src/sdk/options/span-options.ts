import type { SpanKind, SpanType } from '../../model/kind.ts';
import type { Ledger } from '../../model/usage.ts';
import type { Details } from './trace-options.ts';

/** Fields that an update or the end of a span can change. */
export interface SpanUpdateOptions extends Details {
  /** Kind of the span, as the viewer shows it. */
  kind?: SpanKind | undefined;
  /** Opik's coarser type. Default: derived from `kind`. */
  type?: SpanType | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  /** Service tier of the call as the provider reports it, such as `flex` or `priority`. It changes the price. */
  serviceTier?: string | undefined;
  /** Token counts as the provider returned them. Default: derived from `ledger`. */
  usage?: Readonly<Record<string, number | null | undefined>> | undefined;
  /** The same tokens as disjoint parts, from which the cost is computed. */
  ledger?: Partial<Ledger> | undefined;
  /** Cost in USD. Default: computed by the server. */
  totalEstimatedCost?: number | undefined;
}

/** Fields of a new span. */
export interface SpanOptions extends SpanUpdateOptions {
  /** A UUIDv7. Default: a new one. */
  id?: string | undefined;
  name: string;
  /** Parent span. Default: the span whose handle starts this one. */
  parentSpanId?: string | undefined;
}

/** Fields of a new span in a trace that another process, or an earlier request, started. */
export interface DetachedSpanOptions extends SpanOptions {
  traceId: string;
  /** Project of the trace. Default: the client's. */
  projectName?: string | undefined;
}

/** Fields that an update of a span by its id can change. */
export interface StoredSpanUpdate extends SpanUpdateOptions {
  /** Trace of the span. It is needed if the server does not have the span yet. */
  traceId?: string | undefined;
  parentSpanId?: string | undefined;
  /** Project of the span if the server does not have it yet. It is an error to name another one than the stored. */
  projectName?: string | undefined;
}

import type { SpanKind, SpanType } from '../../model/kind.ts';
import type { Ledger } from '../../model/usage.ts';
import type { Details } from './trace-options.ts';

/** What an update or the end of a span may say. */
export interface SpanUpdateOptions extends Details {
  /** What the span is for people. */
  kind?: SpanKind | undefined;
  /** Opik's coarser type; derived from `kind` where absent. */
  type?: SpanType | undefined;
  model?: string | undefined;
  provider?: string | undefined;
  /** Token counts as the provider gave them; derived from `ledger` where absent. */
  usage?: Readonly<Record<string, number | null | undefined>> | undefined;
  /** The same tokens as disjoint parts; what cost is computed from. */
  ledger?: Partial<Ledger> | undefined;
  /** USD; computed by the server where absent. */
  totalEstimatedCost?: number | undefined;
}

/** How a span starts. */
export interface SpanOptions extends SpanUpdateOptions {
  /** A UUIDv7; a new one where absent. */
  id?: string | undefined;
  name: string;
  /** The span that this one is a part of; set by the handle that starts it. */
  parentSpanId?: string | undefined;
}

/** How a span of a trace starts that another process, or an earlier request, began. */
export interface DetachedSpanOptions extends SpanOptions {
  traceId: string;
  /** The project of the trace; the client's where absent. */
  projectName?: string | undefined;
}

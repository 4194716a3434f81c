import type { FlushReport } from '../delivery/outbox.ts';
import type { DetachedSpanOptions, SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceOptions, TraceUpdateOptions } from '../options/trace-options.ts';
import type { SpanHandle } from './span-handle.ts';
import type { TraceHandle } from './trace-handle.ts';

/** The recording side of a client, for code that records traces and reads nothing back. `Vitrine` is one. */
export interface Recording {
  trace(options: TraceOptions): TraceHandle;
  span(options: DetachedSpanOptions): SpanHandle;
  /** The span or trace that is active around the caller. */
  currentHandle(): TraceHandle | SpanHandle | undefined;
  currentSpan(): SpanHandle | undefined;
  currentTrace(): TraceHandle | undefined;
  updateCurrentSpan(options: SpanUpdateOptions): void;
  updateCurrentTrace(options: TraceUpdateOptions): void;
  /** Runs `fn` so that what it records nests inside `handle`. */
  runWith<R>(handle: TraceHandle | SpanHandle, fn: () => R): R;
  /** Logs a failure of the instrumentation itself, once for each topic. */
  warn(topic: string, error: unknown): void;
  flush(): Promise<FlushReport>;
}

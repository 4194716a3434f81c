/** SDK under measurement: the calls that an app makes, with the SDK's own handles. */
export interface Subject<Trace = unknown, Span = unknown> {
  startTrace(name: string, input: unknown): Trace;
  startSpan(trace: Trace, name: string, input: unknown): Span;
  endSpan(span: Span, output: unknown): void;
  endTrace(trace: Trace, output: unknown): void;
  /** Sends all writes that are still queued. */
  finish(): Promise<void>;
}

/** An SDK under measurement: what an app calls, with handles of the SDK's own. */
export interface Subject<Trace = unknown, Span = unknown> {
  startTrace(name: string, input: unknown): Trace;
  startSpan(trace: Trace, name: string, input: unknown): Span;
  endSpan(span: Span, output: unknown): void;
  endTrace(trace: Trace, output: unknown): void;
  /** Delivers what is left. */
  finish(): Promise<void>;
}

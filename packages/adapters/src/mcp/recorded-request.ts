import type { SpanHandle, SpanOptions, SpanUpdateOptions, TraceHandle, Vitrine } from '@vitrine/core';

/** Recorder of one request: a span in the current trace, or in a trace of its own. */
export class RecordedRequest {
  readonly #trace: TraceHandle | undefined;
  readonly span: SpanHandle;
  #isOver = false;

  constructor(client: Vitrine, start: SpanOptions) {
    const enclosing = client.currentHandle();
    const { name, input } = start;
    const inside = enclosing ?? client.trace({ name, input });
    this.#trace = enclosing === undefined ? (inside as TraceHandle) : undefined;
    this.span = inside.span(start);
  }

  /** Ends the request. Later calls have no effect. */
  end(result: SpanUpdateOptions): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.span.end(result);
    this.#trace?.end({ output: result.output, errorInfo: result.errorInfo });
  }
}

import type { SpanHandle, SpanOptions, SpanUpdateOptions, TraceHandle, Vitrine } from '@vitrine/core';

/** One request: a span inside what is recorded around it, or a trace of its own with that span. */
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

  /** Ends it, the first time that it is called. */
  end(result: SpanUpdateOptions): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.span.end(result);
    this.#trace?.end({ output: result.output, errorInfo: result.errorInfo });
  }
}

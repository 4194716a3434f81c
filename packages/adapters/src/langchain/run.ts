import type { SpanHandle, SpanOptions, SpanUpdateOptions, TraceHandle } from '@vitrine/core';

/** The outermost run of a tree, and what it alone knows. */
export interface Root {
  /** The trace that the tree made; absent inside something that is recorded already. */
  trace: TraceHandle | undefined;
  /** What the app said of the tree. */
  metadata: object | undefined;
  startMs: number;
  /** When anything of the tree was last heard of, in ms since the epoch. */
  lastEventMs: number;
  /** Time to the first token of the tree, in ms. */
  ttft: number | undefined;
}

/** Exceptions by which LangGraph stops or redirects a graph; nothing went wrong. */
const CONTROL_FLOW = new Set(['GraphInterrupt', 'NodeInterrupt', 'GraphBubbleUp', 'ParentCommand']);

/** What a graph that stops asks of people (`GraphInterrupt.interrupts`). */
function interruptsOf(interrupted: Error): object | undefined {
  const { interrupts } = interrupted as { interrupts?: unknown };
  if (!Array.isArray(interrupts) || interrupts.length === 0) return undefined;
  return { interrupts: interrupts.map((interrupt: { value?: unknown }) => interrupt.value) };
}

/** One run of a runnable: its span, or none where it is plumbing. */
export class Run {
  readonly root: Root;
  /** What the runs that it calls are in. */
  readonly inside: TraceHandle | SpanHandle;
  /** How its span started. */
  readonly start: SpanOptions;
  readonly #span: SpanHandle | undefined;
  readonly isRoot: boolean;
  readonly #startMs = Date.now();
  #ttft: number | undefined;
  #streamed = '';

  constructor(
    root: Root,
    enclosing: TraceHandle | SpanHandle,
    start: SpanOptions,
    shape: { hidden: boolean; isRoot: boolean },
  ) {
    this.root = root;
    this.start = start;
    this.isRoot = shape.isRoot;
    this.#span = shape.hidden ? undefined : enclosing.span(start);
    this.inside = this.#span ?? enclosing;
  }

  /** A model streams. */
  token(token: string): void {
    const now = Date.now();
    this.#ttft ??= now - this.#startMs;
    this.root.ttft ??= now - this.root.startMs;
    this.#streamed += token;
  }

  /** Says more of the tree that begins here: in its trace, or in the span where the trace is of something around it. */
  describe(metadata: object): void {
    if (this.root.trace === undefined)
      this.#span?.update({ metadata: { ...(this.start.metadata as object), ...metadata } });
    else this.root.trace.update({ metadata: { ...this.root.metadata, ...metadata } });
  }

  end(result: SpanUpdateOptions): void {
    this.#span?.end({ ...result, ttft: this.#ttft });
    if (!this.isRoot) return;
    const { endTime, output, errorInfo } = result;
    this.root.trace?.end({ endTime, output, errorInfo, ttft: this.root.ttft });
  }

  /** Ends with what was thrown, and with what had been streamed until then. */
  fail(thrown: unknown): void {
    const interrupted = thrown instanceof Error && CONTROL_FLOW.has(thrown.name);
    this.end(
      interrupted ? { output: interruptsOf(thrown) } : { errorInfo: thrown, output: this.#streamed || undefined },
    );
  }

  /** Ends a run of which nothing was heard for long, such as a stream that was left. */
  abandon(): void {
    this.end({ endTime: this.root.lastEventMs, output: this.#streamed || undefined });
  }
}

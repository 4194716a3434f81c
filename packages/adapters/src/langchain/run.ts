import { interruptsOf, isControlFlow } from './control-flow.ts';
import { type ModelOutput, modelResult } from './model-span.ts';
import { providerErrorOf } from '../model-calls/provider-error.ts';
import type { OpenEntry } from '../open-entries.ts';
import type { SpanHandle, SpanOptions, SpanUpdateOptions, TraceHandle } from '@vitrine/core';

/** State that the runs of one tree share. */
export interface Root {
  /** Trace of the tree; undefined if the tree is part of another trace. */
  trace: TraceHandle | undefined;
  /** Metadata that the app set. */
  metadata: object | undefined;
  /** Start of the tree on the monotonic clock, in ms. */
  startMs: number;
  /** Time of the last event of the tree, in ms since the epoch. */
  lastEventMs: number;
  /** Time to the first token of the tree, in ms. */
  ttft: number | undefined;
  /** Output of the model call of the tree that failed last. */
  partialOutput?: unknown;
  /** Number of open tools, retrievers, and models that have not streamed yet. */
  pending: number;
}

/** Kinds of runs that do not end because a reader left a stream. */
const LEAVES: ReadonlySet<string | undefined> = new Set(['llm', 'tool', 'retrieval']);

/** Fields that are read from a `ChatGenerationChunk`. */
export interface Chunk {
  message?: Message;
}

interface Message {
  concat?(other: Message): Message;
}

/** Recorder of one run of a runnable, with its span unless the run is hidden. */
export class Run implements OpenEntry {
  readonly root: Root;
  /** Parent of the runs in this run. */
  readonly inside: TraceHandle | SpanHandle;
  /** Options of the run's span. */
  readonly start: SpanOptions;
  readonly #span: SpanHandle | undefined;
  readonly isRoot: boolean;
  readonly #startMs = performance.now();
  #ttft: number | undefined;
  #streamed = '';
  readonly #chunks: Chunk[] = [];
  #isPending: boolean;

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
    this.#isPending = LEAVES.has(start.kind);
    if (this.#isPending) root.pending += 1;
  }

  get lastEventMs(): number {
    return this.root.lastEventMs;
  }

  get isPending(): boolean {
    return this.root.pending > 0;
  }

  #settle(): void {
    if (this.#isPending) this.root.pending -= 1;
    this.#isPending = false;
  }

  /** Adds a token of a stream, and the chunk with the token. */
  token(token: string, chunk: Chunk | undefined): void {
    this.#settle();
    const now = performance.now();
    this.#ttft ??= now - this.#startMs;
    this.root.ttft ??= now - this.root.startMs;
    this.#streamed += token;
    if (chunk !== undefined) this.#chunks.push(chunk);
  }

  /** Returns what was streamed, for a model call that does not end. */
  #partialResult(): SpanUpdateOptions {
    const [first, ...rest] = this.#chunks;
    if (typeof first?.message?.concat !== 'function') return { output: this.#streamed || undefined };
    const message = rest.reduce(
      (joined, { message: next }) => (next === undefined ? joined : (joined.concat?.(next) ?? joined)),
      first.message,
    );
    const chunk = { message, text: this.#streamed } as unknown as NonNullable<ModelOutput['generations']>[0][0];
    return modelResult(this.start, { generations: [[chunk]] });
  }

  /** Adds metadata to the trace of the tree, or to the run's span if the tree is part of another trace. */
  describe(metadata: object): void {
    if (this.root.trace === undefined)
      this.#span?.update({ metadata: { ...(this.start.metadata as object), ...metadata } });
    else this.root.trace.update({ metadata: { ...this.root.metadata, ...metadata } });
  }

  end(result: SpanUpdateOptions): void {
    this.#settle();
    // A run that was abandoned has an end already, so the time is given.
    const { endTime = this.inside.now(), output, errorInfo } = result;
    this.#span?.end({ ...result, endTime, ttft: this.#ttft });
    if (!this.isRoot) return;
    const { trace, partialOutput, ttft } = this.root;
    trace?.end({ endTime, output: errorInfo === undefined ? output : (output ?? partialOutput), errorInfo, ttft });
  }

  /** Ends the run with the error that was thrown, and with the output that was streamed before. */
  fail(thrown: unknown): void {
    if (isControlFlow(thrown)) return this.end({ output: interruptsOf(thrown) });
    const partial = this.#partialResult();
    this.root.partialOutput = partial.output ?? this.root.partialOutput;
    this.end({ ...partial, errorInfo: providerErrorOf(thrown) });
  }

  /** Ends a run whose tree has had no event for a long time, such as an abandoned stream, at the last event. */
  abandon(): void {
    this.end({ ...this.#partialResult(), endTime: this.root.lastEventMs });
  }
}

import { nowMs, type SpanHandle, type TraceHandle, type TraceUpdateOptions } from '@vitrine/core';
import type { OpenEntry } from '../open-entries.ts';

/** Input and output of an agent or a run, from its model calls, because its own span has neither. */
export interface RunContent {
  input?: unknown;
  output?: unknown;
}

/** A span that has not ended. */
export interface OpenSpan extends RunContent {
  /** Parent of the spans in it. */
  inside: TraceHandle | SpanHandle | undefined;
  /** Recorded span; undefined if the span is hidden. */
  span: SpanHandle | undefined;
  parent: OpenSpan | undefined;
  isAgent: boolean;
  isTool: boolean;
}

/** A trace with its open spans. */
export class AgentTrace implements OpenEntry, RunContent {
  readonly id: string;
  /** Parent of the outermost spans; undefined if another process started the trace. */
  enclosing: TraceHandle | SpanHandle | undefined;
  /** Trace of the run; undefined if the run is part of another trace. */
  own: { end(options: TraceUpdateOptions): void } | undefined;
  /** Decides whether the run goes on in this process, and starts the trace if it does not. Undefined once decided. */
  decide: ((isContinued: boolean) => void) | undefined;
  /** Whether another process started the trace. */
  isContinued = false;
  readonly spans = new Map<string, OpenSpan>();
  input?: unknown;
  output?: unknown;
  /** Error of the last model call, if it failed. */
  modelError: unknown;
  /** Error of the last agent that failed. */
  errorInfo: unknown;
  lastEventMs = nowMs();
  /** Number of runs that have started the trace. */
  runs = 0;
  /** Whether its end has been reported. A run that waits for an approval goes on after that. */
  hasEnded = false;

  constructor(id: string, enclosing: TraceHandle | SpanHandle | undefined) {
    this.id = id;
    this.enclosing = enclosing;
  }

  get isPending(): boolean {
    return [...this.spans.values()].some(({ isTool }) => isTool);
  }

  /** Returns the time on the trace's clock, in ms since the epoch. */
  now(): number {
    return this.enclosing?.now() ?? nowMs();
  }

  /** Ends the trace and its open spans. */
  end(endTime: number): void {
    this.decide?.(false);
    for (const { span } of [...this.spans.values()].toReversed()) span?.end({ endTime });
    const { output, errorInfo } = this;
    const input = this.isContinued ? undefined : this.input;
    this.own?.end({ endTime, input, output, errorInfo });
  }

  abandon(): void {
    if (this.errorInfo === undefined || this.spans.size > 0) this.end(this.lastEventMs);
  }
}

import type { ScoreOptions } from '../options/score-options.ts';
import type { SpanOptions, SpanUpdateOptions } from '../options/span-options.ts';
import { AnchoredClock } from '../serialize/anchored-clock.ts';
import type { Parent, Recorded, Recorder } from './recorder.ts';
import type { TraceHandle } from './trace-handle.ts';
import { NO_WRITER } from './wire-record.ts';

/** A span that is being recorded. No method waits or throws. */
export class SpanHandle {
  readonly id: string;
  readonly traceId: string;
  /** The trace, if this process started it. */
  readonly trace: TraceHandle | undefined;
  readonly #recorder: Recorder;
  readonly #recorded: Recorded;

  private constructor(recorder: Recorder, recorded: Recorded, traceId: string, trace: TraceHandle | undefined) {
    this.#recorder = recorder;
    this.#recorded = recorded;
    this.id = recorded.id;
    this.traceId = traceId;
    this.trace = trace;
  }

  static start(recorder: Recorder, options: SpanOptions, parent: Parent, trace?: TraceHandle): SpanHandle {
    return new SpanHandle(recorder, recorder.span(options, parent), parent.traceId, trace);
  }

  /** Makes a handle for a span of another process, in which spans can be started. */
  static remote(recorder: Recorder, id: string, { traceId, projectName, environment }: Parent): SpanHandle {
    return new SpanHandle(
      recorder,
      { id, type: 'span', writer: NO_WRITER, clock: new AnchoredClock(), projectName, environment },
      traceId,
      undefined,
    );
  }

  /** Project of the trace; `undefined` if it is the client's. */
  get projectName(): string | undefined {
    return this.#recorded.projectName;
  }

  /** Whether this process records the span: it is sampled, and recording was on when it started. */
  get isRecorded(): boolean {
    return this.#recorded.writer !== NO_WRITER;
  }

  /**
   * Returns the current time on the clock of the trace, in ms since the epoch, for `startTime` and `endTime`. Durations
   * between such times are right even if the wall clock is set in between.
   */
  now(): number {
    return this.#recorded.clock.nowUs() / 1000;
  }

  /** Starts a span inside this one. */
  span(options: SpanOptions): SpanHandle {
    const { projectName, environment, clock } = this.#recorded;
    const parent = { traceId: this.traceId, spanId: this.id, projectName, environment, clock };
    return SpanHandle.start(this.#recorder, options, parent, this.trace);
  }

  /** Changes the given fields. The others stay. */
  update(options: SpanUpdateOptions): void {
    this.#recorder.write(this.#recorded, 'update', options);
  }

  /** Ends the span, now or at `endTime`, and changes the given fields. It can still be updated later. */
  end(options: SpanUpdateOptions = {}): void {
    this.#recorder.write(this.#recorded, 'end', options);
  }

  /** Scores the span. */
  score(options: ScoreOptions): void {
    this.#recorder.scoreRecorded(this.#recorded, options);
  }
}

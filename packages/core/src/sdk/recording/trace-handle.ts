import type { ScoreOptions } from '../options/score-options.ts';
import type { SpanOptions } from '../options/span-options.ts';
import type { TraceOptions, TraceUpdateOptions } from '../options/trace-options.ts';
import { AnchoredClock } from '../serialize/anchored-clock.ts';
import type { ProjectContext, Recorded, Recorder } from './recorder.ts';
import { SpanHandle } from './span-handle.ts';
import { NO_WRITER } from './wire-record.ts';

/**
 * A trace that is being recorded. No method waits or throws.
 *
 * @example
 * const trace = client.trace({ name: 'support answer', input: { question } });
 * const span = trace.span({ name: 'look up', kind: 'tool', input: { order } });
 * span.end({ output: found });
 * trace.end({ output: { answer } });
 */
export class TraceHandle {
  readonly id: string;
  readonly #recorder: Recorder;
  readonly #recorded: Recorded;

  private constructor(recorder: Recorder, recorded: Recorded) {
    this.#recorder = recorder;
    this.#recorded = recorded;
    this.id = recorded.id;
  }

  static start(recorder: Recorder, options: TraceOptions): TraceHandle {
    return new TraceHandle(recorder, recorder.trace(options));
  }

  /** Makes a handle for a trace of another process, in which spans can be started. */
  static remote(recorder: Recorder, id: string, projectContext: ProjectContext): TraceHandle {
    return new TraceHandle(recorder, {
      id,
      type: 'trace',
      writer: NO_WRITER,
      clock: new AnchoredClock(),
      ...projectContext,
    });
  }

  /** Project of the trace; `undefined` if it is the client's. */
  get projectName(): string | undefined {
    return this.#recorded.projectName;
  }

  /** Whether this process records the trace: it is sampled, and recording was on when it started. */
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

  /** Whether an output was set. */
  get hasOutput(): boolean {
    return this.#recorded.hasOutput === true;
  }

  /** Starts a span of this trace. */
  span(options: SpanOptions): SpanHandle {
    const { projectName, environment, clock } = this.#recorded;
    return SpanHandle.start(this.#recorder, options, { traceId: this.id, projectName, environment, clock }, this);
  }

  /** Changes the given fields. The others stay. */
  update(options: TraceUpdateOptions): void {
    this.#recorder.write(this.#recorded, 'update', options);
  }

  /** Ends the trace, now or at `endTime`, and changes the given fields. It can still be updated later. */
  end(options: TraceUpdateOptions = {}): void {
    this.#recorder.write(this.#recorded, 'end', options);
  }

  /** Scores the trace. */
  score(options: ScoreOptions): void {
    this.#recorder.scoreRecorded(this.#recorded, options);
  }
}

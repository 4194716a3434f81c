import type { ScoreOptions } from '../options/score-options.ts';
import type { SpanOptions, SpanUpdateOptions } from '../options/span-options.ts';
import type { Parent, Recorded, Recorder } from './recorder.ts';
import type { TraceHandle } from './trace-handle.ts';
import { NO_WRITER } from './wire-record.ts';

/** A span that is being recorded. Nothing here waits or throws. */
export class SpanHandle {
  readonly id: string;
  readonly traceId: string;
  /** The trace, where this process began it. */
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

  /** Stands for a span that another process writes: spans can be started in it. */
  static remote(recorder: Recorder, id: string, { traceId, projectName, environment }: Parent): SpanHandle {
    return new SpanHandle(
      recorder,
      { id, type: 'span', writer: NO_WRITER, projectName, environment },
      traceId,
      undefined,
    );
  }

  /** The project that its trace names; the client's where absent. */
  get projectName(): string | undefined {
    return this.#recorded.projectName;
  }

  /** Whether it is written by this process, and not left out by the sample rate or the switch. */
  get isRecorded(): boolean {
    return this.#recorded.writer !== NO_WRITER;
  }

  /** Starts a span inside this one. */
  span(options: SpanOptions): SpanHandle {
    const { projectName, environment } = this.#recorded;
    const parent = { traceId: this.traceId, spanId: this.id, projectName, environment };
    return SpanHandle.start(this.#recorder, options, parent, this.trace);
  }

  /** Changes the given fields; the others stay. */
  update(options: SpanUpdateOptions): void {
    this.#recorder.write(this.#recorded, 'update', options);
  }

  /** Ends the span, now or at `endTime`, and changes the given fields. Later updates still count. */
  end(options: SpanUpdateOptions = {}): void {
    this.#recorder.write(this.#recorded, 'end', options);
  }

  /** Scores the span. */
  score(options: ScoreOptions): void {
    this.#recorder.scoreRecorded(this.#recorded, options);
  }
}

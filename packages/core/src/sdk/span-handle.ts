import type { Parent, Recorder } from './recorder.ts';
import type { ScoreOptions } from './score-options.ts';
import type { SpanOptions, SpanUpdateOptions } from './span-options.ts';
import type { TraceHandle } from './trace-handle.ts';
import { spanFields } from './wire-fields.ts';
import type { WireRecord } from './wire-record.ts';

/** A span that is being recorded. Nothing here waits or throws. */
export class SpanHandle {
  readonly id: string;
  readonly traceId: string;
  /** The trace, where this process began it. */
  readonly trace: TraceHandle | undefined;
  readonly #recorder: Recorder;
  readonly #record: WireRecord;
  readonly #projectName: string | undefined;

  constructor(recorder: Recorder, options: SpanOptions, parent: Parent, trace?: TraceHandle) {
    this.#recorder = recorder;
    this.#record = recorder.span(options, parent);
    this.#projectName = parent.projectName;
    this.id = this.#record.id;
    this.traceId = parent.traceId;
    this.trace = trace;
  }

  /** Starts a span inside this one. */
  span(options: SpanOptions): SpanHandle {
    const parent = { traceId: this.traceId, spanId: this.id, projectName: this.#projectName };
    return new SpanHandle(this.#recorder, options, parent, this.trace);
  }

  /** Changes the given fields; the others stay. */
  update(options: SpanUpdateOptions): void {
    this.#record.update(() => spanFields(options));
  }

  /** Ends the span, now or at `endTime`, and changes the given fields. Later updates still count. */
  end(options: SpanUpdateOptions = {}): void {
    this.#record.end(() => spanFields(options));
  }

  /** Scores the span. */
  score(options: ScoreOptions): void {
    this.#recorder.score('span', this.id, { ...options, projectName: options.projectName ?? this.#projectName });
  }
}

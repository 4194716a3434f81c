import type { Recorder } from './recorder.ts';
import type { ScoreOptions } from './score-options.ts';
import { SpanHandle } from './span-handle.ts';
import type { SpanOptions } from './span-options.ts';
import type { TraceOptions, TraceUpdateOptions } from './trace-options.ts';
import { traceFields } from './wire-fields.ts';
import type { WireRecord } from './wire-record.ts';

/**
 * A trace that is being recorded. Nothing here waits or throws.
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
  readonly #record: WireRecord;
  readonly #projectName: string | undefined;

  constructor(recorder: Recorder, options: TraceOptions) {
    this.#recorder = recorder;
    this.#record = recorder.trace(options);
    this.#projectName = options.projectName;
    this.id = this.#record.id;
  }

  /** Starts a span of this trace. */
  span(options: SpanOptions): SpanHandle {
    return new SpanHandle(this.#recorder, options, { traceId: this.id, projectName: this.#projectName }, this);
  }

  /** Changes the given fields; the others stay. */
  update(options: TraceUpdateOptions): void {
    this.#record.update(() => traceFields(options));
  }

  /** Ends the trace, now or at `endTime`, and changes the given fields. Later updates still count. */
  end(options: TraceUpdateOptions = {}): void {
    this.#record.end(() => traceFields(options));
  }

  /** Scores the trace. */
  score(options: ScoreOptions): void {
    this.#recorder.score('trace', this.id, { ...options, projectName: options.projectName ?? this.#projectName });
  }
}

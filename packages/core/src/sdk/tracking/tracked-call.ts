import { callOptions as activeCallOptions } from '../context/call-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';
import { errorInfoOf } from '../serialize/error-info-of.ts';
import type { RecordedCall } from './recorded-call.ts';
import type { TrackOptions } from './track-options.ts';

/** Returns the input of a call: its only argument, or a list of all. */
function inputOf(args: readonly unknown[]): unknown {
  return args.length > 1 ? args : args[0];
}

/** One call of a tracked function: a span in the active trace, or a new trace with that span. */
export class TrackedCall implements RecordedCall {
  readonly #client: Recording;
  readonly #options: TrackOptions;
  readonly #trace: TraceHandle | undefined;
  readonly #span: SpanHandle;

  constructor(client: Recording, name: string, options: TrackOptions, args: readonly unknown[]) {
    const { captureInput, kind, type, model, provider, metadata, tags, threadId, userId, projectName, environment } =
      options;
    this.#client = client;
    this.#options = options;
    const callOptions = activeCallOptions.getStore();
    const input = captureInput === false ? undefined : inputOf(args);
    const around = client.currentHandle();
    const span = { name, input, kind, type, model, provider, metadata, tags, ...callOptions?.span };
    if (around === undefined) {
      this.#warnOfProject(projectName, callOptions?.projectName);
      const trace = { name, input, tags, threadId, userId, environment, ...callOptions?.trace };
      this.#trace = client.trace({ ...trace, projectName: callOptions?.projectName ?? projectName });
      this.#span = this.#trace.span(span);
    } else {
      this.#warnOfProject(projectName, around.projectName);
      this.#span = around.span(span);
    }
  }

  /**
   * Warns about a project that has no effect, because a trace belongs to one project, the project of its outermost
   * call.
   */
  #warnOfProject(own: string | undefined, outer: string | undefined): void {
    if (own === undefined || outer === undefined || own === outer) return;
    const message = `a tracked function has project "${own}", but was called inside "${outer}", which is used`;
    this.#client.warn('project', message);
  }

  run<R>(fn: () => R): R {
    return this.#client.runWith(this.#span, fn);
  }

  succeed(output: unknown): void {
    const given = this.#options.captureOutput === false ? {} : { output };
    this.#span.end(given);
    this.#trace?.end(given);
  }

  fail(thrown: unknown): void {
    const errorInfo = errorInfoOf(thrown);
    this.#span.end({ errorInfo });
    this.#trace?.end({ errorInfo });
  }

  /** Flushes the client if the function is tracked with `flush`. */
  async flush(): Promise<void> {
    if (this.#options.flush === true) await this.#client.flush();
  }

  get flushes(): boolean {
    return this.#options.flush === true;
  }
}

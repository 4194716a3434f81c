import { callOptions } from '../context/call-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';
import { errorInfoOf } from '../serialize/error-info-of.ts';
import type { TrackOptions } from './track-options.ts';

/** What a call's arguments look like as an input: the only one, or all in a list. */
function inputOf(args: readonly unknown[]): unknown {
  return args.length > 1 ? args : args[0];
}

/** One call of a tracked function: a span inside whatever is active, or a trace with that span. */
export class TrackedCall {
  readonly #client: Recording;
  readonly #options: TrackOptions;
  readonly #trace: TraceHandle | undefined;
  readonly #span: SpanHandle;

  constructor(client: Recording, name: string, options: TrackOptions, args: readonly unknown[]) {
    const { captureInput, kind, type, model, provider, metadata, tags, threadId, projectName, environment } = options;
    this.#client = client;
    this.#options = options;
    const said = callOptions.getStore();
    const input = captureInput === false ? undefined : inputOf(args);
    const around = client.currentHandle();
    const span = { name, input, kind, type, model, provider, metadata, tags, ...said?.span };
    if (around === undefined) {
      this.#warnOfProject(projectName, said?.projectName);
      const trace = { name, input, tags, threadId, environment, ...said?.trace };
      this.#trace = client.trace({ ...trace, projectName: said?.projectName ?? projectName });
      this.#span = this.#trace.span(span);
    } else {
      this.#warnOfProject(projectName, around.projectName);
      this.#span = around.span(span);
    }
  }

  /** All of a trace is in one project: the outermost that says one. */
  #warnOfProject(own: string | undefined, outer: string | undefined): void {
    if (own === undefined || outer === undefined || own === outer) return;
    const message = `a tracked function is of project "${own}", but was called inside project "${outer}"; that one is used`;
    this.#client.warn('project', message);
  }

  /** Runs a part of the call's own code, so that what it calls is recorded inside of it. */
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

  /** Sends what is queued, where the function is tracked so. */
  async flush(): Promise<void> {
    if (this.#options.flush === true) await this.#client.flush();
  }

  get flushes(): boolean {
    return this.#options.flush === true;
  }
}

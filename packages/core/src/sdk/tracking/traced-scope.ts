import type { TraceOptions } from '../options/trace-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';
import { errorInfoOf } from '../serialize/error-info-of.ts';
import { follow, followPromise } from './follow.ts';
import type { RecordedCall } from './recorded-call.ts';

/** Options of a trace around some code. */
export interface TracedOptions extends TraceOptions {
  /** Whether the queue is flushed before the returned promise settles. Default: false. */
  flush?: boolean | undefined;
}

/** Signature of `traced`. */
export type Traced = <R>(options: string | TracedOptions, fn: (trace: TraceHandle) => R) => R;

/** A trace that ends with some code. */
class TracedScope implements RecordedCall {
  readonly #client: Recording;
  readonly #trace: TraceHandle;
  readonly flushes: boolean;

  constructor(client: Recording, trace: TraceHandle, flushes: boolean) {
    this.#client = client;
    this.#trace = trace;
    this.flushes = flushes;
  }

  run<R>(fn: () => R): R {
    return this.#client.runWith(this.#trace, fn);
  }

  succeed(output: unknown): void {
    this.#trace.end(this.#trace.hasOutput ? {} : { output });
  }

  fail(thrown: unknown): void {
    this.#trace.end({ errorInfo: errorInfoOf(thrown) });
  }

  async flush(): Promise<void> {
    if (this.flushes) await this.#client.flush();
  }
}

/** Makes a `traced` function for the client that `clientOf` returns. */
export function tracedWith(clientOf: () => Recording): Traced {
  return <R>(options: string | TracedOptions, fn: (trace: TraceHandle) => R): R => {
    const client = clientOf();
    const { flush = false, ...given } = typeof options === 'string' ? { name: options } : options;
    const trace = client.trace(given);
    const scope = new TracedScope(client, trace, flush);
    let result: unknown;
    try {
      result = scope.run(() => fn(trace));
    } catch (error) {
      scope.fail(error);
      throw error;
    }
    return (result instanceof Promise ? followPromise(result, scope) : follow(result, scope)) as R;
  };
}

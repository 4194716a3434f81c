import { onExit } from '#platform';
import { activeContext } from './active-context.ts';
import { errorInfoOf } from './error-info-of.ts';
import { firstClient } from './first-client.ts';
import { HttpTransport } from './http-transport.ts';
import { type ClientStats, type FlushReport, Outbox } from './outbox.ts';
import { Recorder } from './recorder.ts';
import type { ScoreOptions } from './score-options.ts';
import { SpanHandle } from './span-handle.ts';
import type { DetachedSpanOptions } from './span-options.ts';
import { TraceHandle } from './trace-handle.ts';
import type { TraceOptions } from './trace-options.ts';
import type { TrackOptions } from './track-options.ts';
import { trackWith } from './track-with.ts';
import { settingsOf, type VitrineOptions } from './vitrine-options.ts';

/** How long a flush waits, the one at the end of the process, and a request that is given up, in ms. */
const FLUSH_MS = 10_000;
const EXIT_FLUSH_MS = 3_000;
const STOP_MS = 100;

/** Any function. */
type AnyFunction = (...args: never[]) => unknown;

/**
 * Records traces and sends them in the background. Nothing here throws into the caller or waits for the network; what
 * could not be delivered is counted, see {@link Vitrine.flush}.
 *
 * @example
 * const client = new Vitrine({ projectName: 'support' });
 * const trace = client.trace({ name: 'answer', input: { question: 'Where is my order?' } });
 * trace.end({ output: { answer: 'On its way.' } });
 * await client.flush(); // { sent: 1, dropped: 0, reasons: {}, pending: 0 }
 */
export class Vitrine {
  readonly #outbox: Outbox;
  readonly #recorder: Recorder;
  readonly #forgetExit: () => void;
  #gaveUpAtExit = false;

  constructor(options: VitrineOptions = {}) {
    const settings = settingsOf(options);
    this.#outbox = new Outbox({ ...settings, transport: settings.transport ?? new HttpTransport(settings) });
    this.#recorder = new Recorder(this.#outbox, settings);
    firstClient.made(this);
    this.#forgetExit = onExit(() => void this.#flushAtExit());
  }

  /** Starts a trace, which says nothing of what is active around it. */
  trace(options: TraceOptions): TraceHandle {
    return new TraceHandle(this.#recorder, options);
  }

  /** Starts a span of a trace that is known by its id alone. */
  span(options: DetachedSpanOptions): SpanHandle {
    const { traceId, projectName } = options;
    return new SpanHandle(this.#recorder, options, { traceId, projectName });
  }

  scoreTrace(traceId: string, score: ScoreOptions): void {
    this.#recorder.score('trace', traceId, score);
  }

  scoreSpan(spanId: string, score: ScoreOptions): void {
    this.#recorder.score('span', spanId, score);
  }

  /** Scores a conversation of the client's project, or of the score's. */
  scoreThread(threadId: string, score: ScoreOptions): void {
    this.#recorder.score('thread', threadId, score);
  }

  /**
   * Records each call of a function: a span inside what is active around the call, or a trace of its own with that
   * span. What the function calls nests inside. Results, promises and errors come back as they are; a generator's span
   * stays open until the generator ends.
   *
   * @example
   * const search = client.track({ kind: 'retrieval' }, async function search(query: string) {
   *   return await index.find(query);
   * });
   */
  track<F extends AnyFunction>(fn: F): F;
  track<F extends AnyFunction>(options: TrackOptions, fn: F): F;
  track(first: TrackOptions | AnyFunction, second?: AnyFunction): AnyFunction {
    return trackWith(() => this, first, second);
  }

  /** Runs `fn` so that what it records nests inside `handle`, also after its awaits (in Node). */
  runWith<R>(handle: TraceHandle | SpanHandle, fn: () => R): R {
    return activeContext.storage.run(activeContext.frame(this, handle), fn);
  }

  /** The span or trace that is active around the caller. */
  currentHandle(): TraceHandle | SpanHandle | undefined {
    return activeContext.handle(this);
  }

  /** The span that is active around the caller. */
  currentSpan(): SpanHandle | undefined {
    return activeContext.span(this);
  }

  /** The trace that is active around the caller, where this process began it. */
  currentTrace(): TraceHandle | undefined {
    return activeContext.trace(this);
  }

  /**
   * Sends what is queued now, and says what became of all writes since the last flush. What is still `pending` after
   * `timeoutMs` (10,000) stays queued. It never rejects.
   */
  async flush(options: { timeoutMs?: number } = {}): Promise<FlushReport> {
    await this.#outbox.drain(options.timeoutMs ?? FLUSH_MS);
    return this.#outbox.report();
  }

  /** Says once, in the client's log, that instrumentation itself went wrong. */
  warn(topic: string, error: unknown): void {
    this.#outbox.accounting.warn(topic, `${topic}: ${errorInfoOf(error).message}`);
  }

  /** What became of all writes so far. */
  stats(): ClientStats {
    return this.#outbox.stats();
  }

  /** Flushes, then gives up what is left and takes nothing more. */
  async close(options: { timeoutMs?: number } = {}): Promise<FlushReport> {
    this.#forgetExit();
    firstClient.closed(this);
    await this.#outbox.drain(options.timeoutMs ?? FLUSH_MS);
    this.#outbox.stop();
    await this.#outbox.drain(STOP_MS);
    return this.#outbox.report();
  }

  async #flushAtExit(): Promise<void> {
    if (this.#outbox.pending === 0 || this.#gaveUpAtExit) return;
    const { pending } = await this.flush({ timeoutMs: EXIT_FLUSH_MS });
    if (pending === 0) return;
    this.#gaveUpAtExit = true;
    this.#outbox.accounting.warn('exit', `${pending} writes could not be delivered before the process ended`);
  }
}

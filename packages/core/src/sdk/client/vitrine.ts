import { onExit } from '#platform';
import type { Anonymizer } from '../anonymizer/anonymizer.ts';
import { activeContext } from '../context/active-context.ts';
import { type CallOptions, callOptions } from '../context/call-options.ts';
import { headersOf, type HeadersLike, requestContextOf } from '../context/distributed-context.ts';
import { openOutbox } from '../delivery/open-outbox.ts';
import type { ClientStats, FlushReport, Outbox } from '../delivery/outbox.ts';
import type { Log, LogLevel } from '../log/log.ts';
import type { DetachedSpanOptions, SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceOptions, TraceUpdateOptions } from '../options/trace-options.ts';
import { Reader } from '../reading/reader.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Recording } from '../recording/recording.ts';
import { SpanHandle } from '../recording/span-handle.ts';
import { TraceHandle } from '../recording/trace-handle.ts';
import { Attachments } from '../resources/attachments.ts';
import { Environments } from '../resources/environments.ts';
import { Projects } from '../resources/projects.ts';
import { Scores } from '../resources/scores.ts';
import { Spans } from '../resources/spans.ts';
import { Threads } from '../resources/threads.ts';
import { Traces } from '../resources/traces.ts';
import { errorInfoOf } from '../serialize/error-info-of.ts';
import { readSettings } from '../settings/settings.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import type { Track } from '../tracking/track-options.ts';
import { type Traced, tracedWith } from '../tracking/traced-scope.ts';
import { runWithOptions, trackWith } from '../tracking/track-with.ts';
import { callable } from './callable.ts';
import { openClients } from './open-clients.ts';
import { type FormerAttachments, FormerMethods, type FormerProjects } from './former-methods.ts';

/** Options of a flush. */
export interface FlushOptions {
  /** Timeout in ms. Default: the client's `flushTimeoutMs`. Unsent writes stay queued. */
  timeoutMs?: number | undefined;
}

/**
 * Records traces and sends them in the background, and reads data back from the server. Recording never throws into the
 * caller, and never waits for the network. Writes that could not be delivered are counted, see {@link Vitrine.flush}.
 *
 * @example
 * const client = new Vitrine({ projectName: 'support' });
 * const trace = client.trace({ name: 'answer', input: { question: 'Where is my order?' } });
 * trace.end({ output: { answer: 'On its way.' } });
 * await client.flush(); // { sent: 1, dropped: 0, reasons: {}, pending: 0 }
 */
export class Vitrine extends FormerMethods implements Recording {
  readonly #reader: Reader;
  readonly #outbox: Outbox;
  readonly #recorder: Recorder;
  readonly #log: Log;
  readonly #flushTimeoutMs: number;
  readonly #exitTimeoutMs: number;
  readonly #removeExitHandler: () => void;
  #timedOutAtExit = false;
  #traces: Traces | undefined;
  #spans: Spans | undefined;
  #threads: Threads | undefined;
  #scores: Scores | undefined;
  #projects: (Projects & FormerProjects) | undefined;
  #environments: Environments | undefined;
  #attachments: (Attachments & FormerAttachments) | undefined;

  /**
   * Records each call of a function: a span in the active trace, or a new trace with that span. Tracked functions that
   * it calls nest inside. Results, promises and errors are passed on unchanged. The span of a generator stays open
   * until the generator ends. `@client.track({...})` does the same for a method.
   *
   * @example
   * const search = client.track({ kind: 'retrieval' }, async function search(query: string) {
   *   return await index.find(query);
   * });
   */
  readonly track: Track = trackWith(() => this);

  /**
   * Runs a function in a new trace, which ends with it. What the function records nests inside. Its result becomes the
   * output, unless the function sets one; its error is recorded and thrown again. The trace of a generator stays open
   * until the generator ends.
   *
   * @example
   * const answer = await client.traced({ name: 'support answer', input: question }, async (trace) => {
   *   trace.update({ tags: ['vip'] });
   *   return await ask(question);
   * });
   */
  readonly traced: Traced = tracedWith(() => this);

  constructor(options: VitrineOptions = {}) {
    const { values, faults } = readSettings(options);
    super();
    this.#reader = new Reader(values, options);
    this.#outbox = openOutbox(options, values);
    this.#log = this.#outbox.counts.log;
    this.#recorder = new Recorder(this.#outbox, {
      ...values,
      anonymizers: options.anonymizers ?? [],
      added: activeContext.options,
    });
    this.#flushTimeoutMs = values.flushTimeoutMs;
    this.#exitTimeoutMs = values.exitTimeoutMs;
    for (const fault of faults) this.#log.write('warn', fault);
    openClients.opened(this);
    this.#removeExitHandler = onExit({ flush: () => this.#flushAtExit(), save: () => this.#saveAtExit() });
  }

  /** Starts a trace. Its default project is the one that is active around the caller. */
  trace(options: TraceOptions): TraceHandle {
    const projectName = options.projectName ?? this.#activeProject();
    return TraceHandle.start(this.#recorder, projectName === undefined ? options : { ...options, projectName });
  }

  /** Starts a span in a trace that is known only by its id. */
  span(options: DetachedSpanOptions): SpanHandle {
    const { traceId, projectName = this.#activeProject() } = options;
    return SpanHandle.start(this.#recorder, options, { traceId, projectName });
  }

  #activeProject(): string | undefined {
    return callOptions.getStore()?.projectName ?? activeContext.handle(this)?.projectName;
  }

  /** Traces on the server: `client.traces.search()`, `.count()`, `.get()`, `.update()`. */
  get traces(): Traces {
    return (this.#traces ??= new Traces(this.#reader, this.#recorder));
  }

  /** Spans on the server: `client.spans.search()`, `.get()`, `.update()`. */
  get spans(): Spans {
    return (this.#spans ??= new Spans(this.#reader, this.#recorder));
  }

  /** Threads (conversations) on the server: `client.threads.search()`, `.get()`, `.setStatus()`. */
  get threads(): Threads {
    return (this.#threads ??= new Threads(this.#reader));
  }

  /** Feedback scores: `client.scores.add()`, `.delete()`. */
  get scores(): Scores {
    return (this.#scores ??= new Scores(this.#reader, this.#recorder));
  }

  /** Projects on the server: `client.projects.search()`, `.get()`. */
  get projects(): Projects & FormerProjects {
    if (this.#projects !== undefined) return this.#projects;
    const projects = new Projects(this.#reader);
    return (this.#projects = callable<Projects, FormerProjects>(projects, (options) => projects.search(options)));
  }

  /** Environments on the server: `client.environments.list()`, `.create()`, `.update()`, `.delete()`. */
  get environments(): Environments {
    return (this.#environments ??= new Environments(this.#reader));
  }

  /** Files of traces and spans on the server: `client.attachments.add()`, `.list()`, `.download()`. */
  get attachments(): Attachments & FormerAttachments {
    if (this.#attachments !== undefined) return this.#attachments;
    const attachments = new Attachments(this.#reader, this.#recorder);
    return (this.#attachments = callable<Attachments, FormerAttachments>(attachments, (query) =>
      attachments.list(query),
    ));
  }

  /** Runs `fn` so that what it records nests inside `handle`, also after an `await` (in Node). */
  runWith<R>(handle: TraceHandle | SpanHandle, fn: () => R): R {
    return activeContext.storage.run(activeContext.frame(this, handle), fn);
  }

  /**
   * Runs `fn` with options for all that is recorded inside: by tracked functions, by tracked clients and adapters, and
   * by hand.
   *
   * @example
   * await client.runWithOptions({ projectName: 'support', trace: { threadId } }, () => answer(question));
   */
  runWithOptions<R>(options: CallOptions, fn: () => R): R {
    return runWithOptions(this, options, fn);
  }

  /**
   * Runs `fn` so that what it records becomes a part of the trace that a request's headers name, by Vitrine's names,
   * Opik's, W3C Trace Context or W3C Baggage. If they name none, `fn` just runs. Traces that start inside get the thread
   * that the baggage names, if any.
   */
  runWithHeaders<R>(headers: HeadersLike, fn: () => R): R {
    const { remote, threadId } = requestContextOf(headers, (message) => this.#log.once('warn', 'headers', message));
    const run = threadId === undefined ? fn : () => this.runWithOptions({ trace: { threadId } }, fn);
    if (remote === undefined) return run();
    const { traceId, parentSpanId } = remote;
    const { projectContext } = this.#recorder;
    const handle =
      parentSpanId === undefined
        ? TraceHandle.remote(this.#recorder, traceId, projectContext)
        : SpanHandle.remote(this.#recorder, parentSpanId, { traceId, ...projectContext });
    return this.runWith(handle, run);
  }

  /** Returns the headers that continue the active trace in another process. */
  distributedHeaders(): Record<string, string> {
    const handle = this.currentHandle();
    return handle === undefined ? {} : headersOf(handle);
  }

  /** Returns the span or trace that is active around the caller. */
  currentHandle(): TraceHandle | SpanHandle | undefined {
    return activeContext.handle(this);
  }

  /** Returns the span that is active around the caller. */
  currentSpan(): SpanHandle | undefined {
    return activeContext.span(this);
  }

  /** Returns the trace that is active around the caller, if this process started it. */
  currentTrace(): TraceHandle | undefined {
    return activeContext.trace(this);
  }

  /** Changes fields of the active trace. If there is none, or another process started it, a warning is logged once. */
  updateCurrentTrace(options: TraceUpdateOptions): void {
    const trace = this.currentTrace();
    if (trace !== undefined) return trace.update(options);
    this.#log.once('warn', 'updateCurrentTrace', 'updateCurrentTrace: no trace of this process is active');
  }

  /** Changes fields of the active span. If there is none, a warning is logged once. */
  updateCurrentSpan(options: SpanUpdateOptions): void {
    const span = this.currentSpan();
    if (span !== undefined) return span.update(options);
    this.#log.once('warn', 'updateCurrentSpan', 'updateCurrentSpan: no span is active');
  }

  /** Whether new traces are recorded. */
  get isActive(): boolean {
    return this.#recorder.isActive;
  }

  /** Switches recording off and on. Traces and spans that have started are still updated and ended. */
  setActive(isActive: boolean): void {
    this.#recorder.isActive = isActive;
  }

  setLogLevel(level: LogLevel): void {
    this.#log.level = level;
  }

  /** Adds an anonymizer, which runs after the others. It applies to later writes. */
  addAnonymizer(anonymizer: Anonymizer): void {
    this.#recorder.addAnonymizer(anonymizer);
  }

  /**
   * Sends the queued writes, and those on disk if the server answers. Returns the outcome of all writes since the last
   * flush. It never rejects.
   */
  async flush({ timeoutMs = this.#flushTimeoutMs }: FlushOptions = {}): Promise<FlushReport> {
    await this.#outbox.drain(timeoutMs);
    return this.#outbox.report();
  }

  /** Logs a failure of the instrumentation itself, once for each topic. */
  warn(topic: string, error: unknown): void {
    this.#log.once('warn', topic, `${topic}: ${typeof error === 'string' ? error : errorInfoOf(error).message}`);
  }

  /** Counts a write that the instrumentation cannot make. The first one for a reason is logged with `detail`. */
  countDropped(reason: string, detail: string): void {
    this.#outbox.counts.drop(reason, 1, detail);
  }

  /** Returns the outcome of all writes so far. */
  stats(): ClientStats {
    return this.#outbox.stats();
  }

  /** Flushes, and then records nothing more. Unsent writes stay on disk for a later process, or are dropped. */
  async close({ timeoutMs = this.#flushTimeoutMs }: FlushOptions = {}): Promise<FlushReport> {
    this.#removeExitHandler();
    openClients.closed(this);
    await this.#outbox.drain(timeoutMs);
    await this.#outbox.stop();
    return this.#outbox.report();
  }

  async #flushAtExit(): Promise<void> {
    const { pending, spooled } = this.#outbox;
    if (pending === spooled || this.#timedOutAtExit) return;
    await this.#outbox.drain(this.#exitTimeoutMs);
    this.#timedOutAtExit = this.#outbox.pending > this.#outbox.spooled;
  }

  #saveAtExit(): void {
    const { pending, spooled, held } = this.#outbox;
    if (held > 0) this.#log.write('warn', `${held} writes are lost: the process ended before they were anonymized`);
    const left = pending - spooled - held;
    if (left === 0) return;
    if (this.#outbox.saveToSpool()) {
      // If the server does not answer, a warning has been logged already.
      const level = this.#timedOutAtExit && !this.#log.hasLogged('connection') ? 'warn' : 'info';
      this.#log.write(level, `${left} writes are kept in ${this.#outbox.directory} for a later process.`);
    } else {
      this.#log.write('warn', `${left} writes could not be delivered before the process ended`);
    }
  }
}

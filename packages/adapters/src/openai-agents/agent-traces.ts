import {
  activeContext,
  newId,
  type Recording,
  nowMs,
  type SpanHandle,
  type SpanUpdateOptions,
  threadIdOf,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { countDroppedEntry, OpenEntries } from '../open-entries.ts';
import { countedResponses } from '../model-calls/counted-responses.ts';
import { uncounted } from '../model-calls/counted-usage.ts';
import { modelSpans } from '../model-calls/model-spans.ts';
import { traceIdOf } from '@vitrine/core/otel';
import { LruMap } from '../lru-map.ts';
import { AgentTrace, type OpenSpan, type RunContent } from './agent-trace.ts';
import { currentIds } from './current-ids.ts';
import type { AgentsSpan, AgentsTrace } from './events.ts';
import { responseIdOf, MODEL_CALLS, shapeOf } from './span-shape.ts';

/** Options for recording the runs of agents. */
export interface AgentTraceOptions {
  threadId?: string | undefined;
  tags?: readonly string[] | undefined;
  includeContent?: boolean | undefined;
}

/** Types of spans that only contain others. They are the same in a new run and in one that goes on. */
const SCAFFOLD: ReadonlySet<unknown> = new Set(['task', 'agent', 'turn']);

/** Ends traces that are garbage-collected, because the SDK does not report the end of a failed or abandoned run. */
const finalizers = new FinalizationRegistry<() => void>((end) => end());

/** Maximum number of ended traces that are kept for runs that go on. */
const MAX_ENDED = 2_000;

/** Traces of one client. */
interface TraceTable {
  open: OpenEntries<AgentTrace>;
  ended: LruMap<AgentTrace>;
}

/** Traces of each client. A run with two processors of one client is therefore recorded once. */
const tables = new WeakMap<Recording, TraceTable>();

/** Returns the parent of what a tool's code records, from the agents SDK's own context. */
function enclosingSpan(client: Recording): TraceHandle | SpanHandle | undefined {
  const ids = currentIds();
  if (ids?.traceId === undefined) return undefined;
  const open = tables.get(client)?.open.get(ids.traceId);
  open?.decide?.(false);
  return open?.spans.get(ids.spanId ?? '')?.inside ?? open?.enclosing;
}

function errorOf({ error }: AgentsSpan, includeContent: boolean): unknown {
  if (error === null) return undefined;
  const { message } = error;
  const data = includeContent ? error.data : undefined;
  const cause = data?.['error'];
  return {
    exception_type: 'AgentsError',
    message: typeof cause === 'string' ? `${message}: ${cause}` : message,
    traceback: data === undefined ? '' : JSON.stringify(data, undefined, 2),
  };
}

/** Returns the id of a trace, which is the same in every process that continues it on the same UTC day. */
function idOf(traceId: string): string {
  const hex = /^trace_([\da-f]{32})$/.exec(traceId)?.[1];
  return hex === undefined ? newId() : traceIdOf(hex, Date.now());
}

/** A span that waits for the start of its trace. */
interface WaitingSpan {
  span: AgentsSpan;
  /** In ms since the epoch. */
  startTime: number;
}

/**
 * Whether the first span of a run that does something shows that the run goes on: its parent is in another process, or
 * it is a tool, which only a model call before it can have called.
 */
function goesOn({ parentId, spanData }: AgentsSpan, waiting: readonly WaitingSpan[]): boolean {
  const isAgentOpen = waiting.some(({ span }) => span.spanData['type'] === 'agent');
  const isParentKnown = parentId === null || waiting.some(({ span }) => span.spanId === parentId);
  return !isParentKnown || (spanData['type'] === 'function' && isAgentOpen);
}

/** Recorder of the traces that one processor reports, for one client. It never throws. */
export class AgentTraces {
  readonly #client: Vitrine;
  readonly #options: AgentTraceOptions;
  readonly #traces: TraceTable;
  /** Traces that this processor was the first to report. */
  readonly #own = new WeakSet<AgentTrace>();
  /** Spans that have started before it is known who started their trace. */
  readonly #waiting = new Map<AgentTrace, WaitingSpan[]>();

  constructor(client: Vitrine, options: AgentTraceOptions) {
    this.#client = client;
    this.#options = options;
    this.#traces = tables.get(client) ?? {
      open: new OpenEntries(() => countDroppedEntry(client)),
      ended: new LruMap(MAX_ENDED),
    };
    tables.set(client, this.#traces);
    activeContext.addSource(enclosingSpan);
  }

  traceStart(started: AgentsTrace): void {
    this.#quietly(() => {
      const { traceId } = started;
      this.#traces.open.endAbandoned();
      const known = this.#find(traceId);
      if (known !== undefined) return this.#follow(started, known);
      const open = new AgentTrace(idOf(traceId), this.#client.currentHandle());
      if (open.enclosing === undefined) this.#wait(open, started);
      this.#own.add(open);
      this.#traces.open.add(traceId, open);
      this.#follow(started, open);
    });
  }

  /**
   * Waits with the start of a trace until its first model call or tool. A run that goes on in another process after an
   * approval begins with a tool, and must not move the start of its trace.
   */
  #wait(open: AgentTrace, { name, groupId, metadata }: AgentsTrace): void {
    const startTime = nowMs();
    const waiting: WaitingSpan[] = [];
    this.#waiting.set(open, waiting);
    open.decide = (isContinued) => {
      open.decide = undefined;
      open.isContinued = isContinued;
      this.#waiting.delete(open);
      const { id } = open;
      if (isContinued) open.own = { end: (options) => this.#client.traces.update(id, options) };
      else {
        const { tags, threadId = groupId ?? threadIdOf(metadata) } = this.#options;
        const trace = this.#client.trace({ id, name, metadata, tags, threadId, startTime });
        open.own = trace;
        open.enclosing = trace;
      }
      for (const { span, startTime: at } of waiting) this.#begin(open, span, at);
    };
  }

  /** Follows a run of a trace until its end. */
  #follow(started: AgentsTrace, open: AgentTrace): void {
    if (!this.#own.has(open)) return;
    const run = ++open.runs;
    open.hasEnded = false;
    finalizers.register(started, () => {
      if (open.runs === run) this.#collected(started.traceId, open);
    });
  }

  spanStart(span: AgentsSpan): void {
    this.#quietly(() => {
      const open = this.#ownTrace(span.traceId);
      if (open === undefined || open.spans.has(span.spanId)) return;
      const { type } = span.spanData;
      const waiting = this.#waiting.get(open);
      if (waiting !== undefined && SCAFFOLD.has(type)) {
        waiting.push({ span, startTime: nowMs() });
        return;
      }
      if (waiting !== undefined) open.decide?.(goesOn(span, waiting));
      this.#begin(open, span, open.now());
    });
  }

  #begin(open: AgentTrace, { spanId, parentId, spanData }: AgentsSpan, startTime: number): void {
    const parent = parentId === null ? undefined : open.spans.get(parentId);
    const enclosing = parent?.inside ?? open.enclosing;
    const shape = shapeOf(spanData)?.start(spanData);
    if (shape !== undefined && this.#options.includeContent === false) delete shape.input;
    const options = shape === undefined ? undefined : { ...shape, startTime };
    const span = options && (enclosing?.span(options) ?? this.#client.span({ ...options, traceId: open.id }));
    const { type } = spanData;
    if (span !== undefined && MODEL_CALLS.has(type)) modelSpans.add(span);
    const inside = span ?? enclosing;
    open.spans.set(spanId, { inside, span, parent, isAgent: type === 'agent', isTool: type === 'function' });
  }

  spanEnd(ended: AgentsSpan): void {
    this.#quietly(() => {
      const open = this.#ownTrace(ended.traceId);
      open?.decide?.(false);
      const span = open?.spans.get(ended.spanId);
      if (open === undefined || span === undefined) return;
      open.spans.delete(ended.spanId);
      const result = this.#resultOf(ended);
      if (MODEL_CALLS.has(ended.spanData['type'])) {
        this.#setContent(open, span, result);
        open.modelError = result.errorInfo;
      }
      const { input, output } = span.isAgent ? span : result;
      span.span?.end({ ...result, input, output, endTime: open.now() });
      if (span.isAgent && result.errorInfo !== undefined) open.errorInfo = open.modelError ?? result.errorInfo;
      // This is often the last event of a failed run, and of a run that goes on after an approval. If there are more
      // events, the trace ends again later.
      if (open.spans.size > 0) return;
      if (open.hasEnded) this.#close(ended.traceId, open);
      else if (open.errorInfo !== undefined) open.end(open.now());
    });
  }

  traceEnd({ traceId }: AgentsTrace): void {
    this.#quietly(() => {
      const open = this.#ownTrace(traceId);
      if (open === undefined) return;
      open.hasEnded = true;
      this.#close(traceId, open);
    });
  }

  #close(traceId: string, open: AgentTrace): void {
    this.#traces.open.delete(traceId);
    this.#traces.ended.set(traceId, open);
    open.end(open.now());
  }

  /** Returns a trace. One that has ended is open again. */
  #find(traceId: string): AgentTrace | undefined {
    const { open, ended } = this.#traces;
    const again = ended.get(traceId);
    if (again === undefined) return open.get(traceId);
    ended.delete(traceId);
    again.errorInfo = undefined;
    open.add(traceId, again);
    return again;
  }

  #ownTrace(traceId: string): AgentTrace | undefined {
    const open = this.#find(traceId);
    if (open === undefined || !this.#own.has(open)) return undefined;
    open.lastEventMs = nowMs();
    return open;
  }

  #resultOf(ended: AgentsSpan): SpanUpdateOptions {
    const { includeContent = true } = this.#options;
    const { input, output, ...result } = shapeOf(ended.spanData)?.end?.(ended.spanData) ?? {};
    const isCounted =
      result.ledger !== undefined &&
      countedResponses.claim(this.#client, responseIdOf(ended.spanData), 'openai-agents');
    return {
      ...(isCounted ? result : uncounted(result)),
      ...(includeContent ? { input, output } : {}),
      errorInfo: result.errorInfo ?? errorOf(ended, includeContent),
    };
  }

  /** Sets the input and output of a model call's agent, and of the run. */
  #setContent(open: AgentTrace, span: OpenSpan, { input, output }: SpanUpdateOptions): void {
    let agent = span.parent;
    while (agent !== undefined && !agent.isAgent) agent = agent.parent;
    const contents: RunContent[] = agent === undefined ? [open] : [agent];
    let enclosing = agent?.parent;
    while (enclosing !== undefined && !enclosing.isAgent) enclosing = enclosing.parent;
    // An agent that is a tool of another agent does not set the content of the run.
    if (agent !== undefined && enclosing === undefined) contents.push(open);
    for (const content of contents) {
      content.input ??= input;
      content.output = output ?? content.output;
    }
  }

  /** Ends a trace whose object has been garbage-collected, so that no event can follow. */
  #collected(traceId: string, open: AgentTrace): void {
    this.#quietly(() => {
      if (this.#traces.open.get(traceId) !== open || open.hasEnded) return;
      this.#traces.open.delete(traceId);
      open.abandon();
    });
  }

  #quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('An agent run could not be recorded', error);
    }
  }
}

import {
  activeContext,
  type Recording,
  nowMs,
  type SpanHandle,
  type SpanUpdateOptions,
  threadIdOf,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { ABANDONED_AFTER_MS } from '../abandoned-after-ms.ts';
import { countedResponses } from '../model-calls/counted-responses.ts';
import { modelSpans } from '../model-calls/model-spans.ts';
import { currentIds } from './current-ids.ts';
import type { AgentsSpan, AgentsTrace } from './events.ts';
import { responseIdOf, MODEL_CALLS, shapeOf } from './span-shape.ts';

/** Input and output of an agent or a run, from its model calls, because its own span has neither. */
interface RunContent {
  input?: unknown;
  output?: unknown;
}

/** A span that has not ended. */
interface OpenSpan extends RunContent {
  /** Parent of the spans in it. */
  inside: TraceHandle | SpanHandle;
  /** Recorded span; undefined if the span is hidden. */
  span: SpanHandle | undefined;
  parent: OpenSpan | undefined;
  isAgent: boolean;
}

/** A trace that has not ended. */
interface OpenTrace extends RunContent {
  /** Trace of the run; undefined if the run is part of another trace. */
  trace: TraceHandle | undefined;
  enclosing: TraceHandle | SpanHandle;
  spans: Map<string, OpenSpan>;
  /** Error of the last agent that failed. */
  errorInfo: unknown;
  /** Time of the last event, in ms since the epoch. */
  lastEventMs: number;
}

/** Options for recording the runs of agents. */
export interface AgentTraceOptions {
  threadId?: string | undefined;
  tags?: readonly string[] | undefined;
  includeContent?: boolean | undefined;
}

/** Ends traces that are garbage-collected, because the SDK does not report the end of a failed or abandoned run. */
const finalizers = new FinalizationRegistry<() => void>((end) => end());

/** Open traces of each client. A run with two processors of one client is therefore recorded once. */
const tables = new WeakMap<Recording, Map<string, OpenTrace>>();

/** Returns the parent of what a tool's code records, from the agents SDK's own context. */
function enclosingSpan(client: Recording): TraceHandle | SpanHandle | undefined {
  const ids = currentIds();
  if (ids?.traceId === undefined) return undefined;
  const open = tables.get(client)?.get(ids.traceId);
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

/** Recorder of the traces that one processor reports, for one client. It never throws. */
export class AgentTraces {
  readonly #client: Vitrine;
  readonly #options: AgentTraceOptions;
  readonly #open: Map<string, OpenTrace>;
  /** Traces that this processor was the first to report. */
  readonly #own = new WeakSet<OpenTrace>();

  constructor(client: Vitrine, options: AgentTraceOptions) {
    this.#client = client;
    this.#options = options;
    this.#open = tables.get(client) ?? new Map<string, OpenTrace>();
    tables.set(client, this.#open);
    activeContext.addSource(enclosingSpan);
  }

  traceStart(started: AgentsTrace): void {
    this.#quietly(() => {
      const { traceId, name, groupId, metadata } = started;
      if (this.#open.has(traceId)) return;
      this.#abandonStale();
      const enclosing = this.#client.currentHandle();
      const { tags, threadId = groupId ?? threadIdOf(metadata) } = this.#options;
      const trace = enclosing === undefined ? this.#client.trace({ name, metadata, tags, threadId }) : undefined;
      const open: OpenTrace = {
        trace,
        enclosing: enclosing ?? trace!,
        spans: new Map(),
        errorInfo: undefined,
        lastEventMs: nowMs(),
      };
      this.#own.add(open);
      this.#open.set(traceId, open);
      finalizers.register(started, () => this.#abandon(traceId, open));
    });
  }

  spanStart({ traceId, spanId, parentId, spanData }: AgentsSpan): void {
    this.#quietly(() => {
      const open = this.#ownTrace(traceId);
      if (open === undefined || open.spans.has(spanId)) return;
      const parent = parentId === null ? undefined : open.spans.get(parentId);
      const enclosing = parent?.inside ?? open.enclosing;
      const span = shapeOf(spanData)?.start(spanData);
      if (span !== undefined && this.#options.includeContent === false) delete span.input;
      const handle = span === undefined ? undefined : enclosing.span(span);
      if (handle !== undefined && MODEL_CALLS.has(spanData['type'])) modelSpans.add(handle);
      open.spans.set(spanId, {
        inside: handle ?? enclosing,
        span: handle,
        parent,
        isAgent: spanData['type'] === 'agent',
      });
    });
  }

  spanEnd(ended: AgentsSpan): void {
    this.#quietly(() => {
      const open = this.#ownTrace(ended.traceId);
      const span = open?.spans.get(ended.spanId);
      if (open === undefined || span === undefined) return;
      open.spans.delete(ended.spanId);
      const result = this.#resultOf(ended);
      if (MODEL_CALLS.has(ended.spanData['type'])) this.#setContent(open, span, result);
      const { input, output } = span.isAgent ? span : result;
      span.span?.end({ ...result, input, output });
      if (span.isAgent && result.errorInfo !== undefined) open.errorInfo = result.errorInfo;
      // This is often the last event of a failed run. If the run goes on, the trace ends again later.
      if (open.errorInfo !== undefined && open.spans.size === 0) this.#end(open, nowMs());
    });
  }

  traceEnd({ traceId }: AgentsTrace): void {
    this.#quietly(() => {
      const open = this.#ownTrace(traceId);
      if (open === undefined) return;
      this.#open.delete(traceId);
      this.#end(open, nowMs());
    });
  }

  #ownTrace(traceId: string): OpenTrace | undefined {
    const open = this.#open.get(traceId);
    if (open === undefined || !this.#own.has(open)) return undefined;
    open.lastEventMs = nowMs();
    return open;
  }

  #resultOf(ended: AgentsSpan): SpanUpdateOptions {
    const { includeContent = true } = this.#options;
    const { ledger, input, output, ...result } = shapeOf(ended.spanData)?.end?.(ended.spanData) ?? {};
    const isCounted =
      ledger !== undefined && countedResponses.claim(this.#client, responseIdOf(ended.spanData), 'openai-agents');
    return {
      ...result,
      ...(includeContent ? { input, output } : {}),
      ledger: isCounted ? ledger : undefined,
      errorInfo: errorOf(ended, includeContent) ?? result.errorInfo,
    };
  }

  /** Sets the input and output of a model call's agent, and of the run. */
  #setContent(open: OpenTrace, span: OpenSpan, { input, output }: SpanUpdateOptions): void {
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

  /** Ends a trace and its open spans. */
  #end({ trace, spans, input, output, errorInfo }: OpenTrace, endTime: number): void {
    for (const { span } of [...spans.values()].toReversed()) span?.end({ endTime });
    trace?.end({ endTime, input, output, errorInfo });
  }

  /** Ends traces without an event for {@link ABANDONED_AFTER_MS}. */
  #abandonStale(): void {
    for (const [id, open] of this.#open) {
      if (nowMs() - open.lastEventMs < ABANDONED_AFTER_MS) break;
      this.#abandon(id, open);
    }
  }

  /** Ends a trace at the time of its last event. */
  #abandon(traceId: string, open: OpenTrace): void {
    this.#quietly(() => {
      if (this.#open.get(traceId) !== open) return;
      this.#open.delete(traceId);
      if (open.errorInfo === undefined || open.spans.size > 0) this.#end(open, open.lastEventMs);
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

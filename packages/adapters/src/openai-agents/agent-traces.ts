import {
  activeContext,
  nowMs,
  type SpanHandle,
  type SpanUpdateOptions,
  threadIdOf,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { countedResponses } from '../model-calls/counted-responses.ts';
import { modelSpans } from '../model-calls/model-spans.ts';
import { currentIds } from './current-span.ts';
import type { AgentsSpan, AgentsTrace } from './events.ts';
import { responseIdOf, MODEL_CALLS, shapeOf } from './span-shape.ts';

/** After so long without an event a trace counts as left, in ms. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** What a run is about, by the model calls in it: nothing else in the events tells. */
interface RunContent {
  input?: unknown;
  output?: unknown;
}

/** A span that has not ended. */
interface OpenSpan extends RunContent {
  /** What its children are in. */
  inside: TraceHandle | SpanHandle;
  /** Its own; none where it is not shown. */
  span: SpanHandle | undefined;
  parent: OpenSpan | undefined;
  isAgent: boolean;
}

/** A trace that has not ended. */
interface OpenTrace extends RunContent {
  /** The trace that the run made; absent inside something that is recorded already. */
  trace: TraceHandle | undefined;
  enclosing: TraceHandle | SpanHandle;
  spans: Map<string, OpenSpan>;
  errorInfo: unknown;
  lastEventMs: number;
}

/** How the runs of agents are recorded. */
export interface AgentTraceOptions {
  threadId?: string | undefined;
  tags?: readonly string[] | undefined;
  includeContent?: boolean | undefined;
}

/** The SDK does not tell of the end of a run that threw, or that was left: its trace is let go of. */
const finalizers = new FinalizationRegistry<() => void>((end) => end());

/** One table for each client: a run of which two processors tell is recorded once. */
const tables = new WeakMap<Vitrine, Map<string, OpenTrace>>();

/** What the code of a tool nests in: the agents SDK keeps a context of its own. */
function enclosingSpan(client: Vitrine): TraceHandle | SpanHandle | undefined {
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

/** The traces of one client, as one processor tells of them. Nothing that goes wrong here reaches the app. */
export class AgentTraces {
  readonly #client: Vitrine;
  readonly #options: AgentTraceOptions;
  readonly #open: Map<string, OpenTrace>;
  /** The traces that this processor was the first to tell of. */
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
      // As far as anybody can tell this is the end; where the app goes on, that ends it again.
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

  /** What a model was asked and what it said are the agent's input and output, and those of the run around it. */
  #setContent(open: OpenTrace, span: OpenSpan, { input, output }: SpanUpdateOptions): void {
    let agent = span.parent;
    while (agent !== undefined && !agent.isAgent) agent = agent.parent;
    const contents: RunContent[] = agent === undefined ? [open] : [agent];
    let enclosing = agent?.parent;
    while (enclosing !== undefined && !enclosing.isAgent) enclosing = enclosing.parent;
    // An agent that is another's tool speaks to that agent, not for the run.
    if (agent !== undefined && enclosing === undefined) contents.push(open);
    for (const content of contents) {
      content.input ??= input;
      content.output = output ?? content.output;
    }
  }

  /** Ends a trace with what is still open in it. */
  #end({ trace, spans, input, output, errorInfo }: OpenTrace, endTime: number): void {
    for (const { span } of [...spans.values()].toReversed()) span?.end({ endTime });
    trace?.end({ endTime, input, output, errorInfo });
  }

  /** Lets go of traces of which nothing was heard for long. */
  #abandonStale(): void {
    for (const [id, open] of this.#open) {
      if (nowMs() - open.lastEventMs < ABANDONED_AFTER_MS) break;
      this.#abandon(id, open);
    }
  }

  /** Ends a trace of which nothing more is told, when it was last heard of. */
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
      this.#client.warn('A run of an agent could not be recorded', error);
    }
  }
}

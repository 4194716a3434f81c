import {
  nowMs,
  type SpanHandle,
  type SpanOptions,
  threadIdOf,
  type TraceHandle,
  type TraceUpdateOptions,
  type Vitrine,
} from '@vitrine/core';
import { spanIdOf, traceIdOf } from '@vitrine/core/otel';
import { LruMap } from '../lru-map.ts';
import { countDroppedEntry, MAX_OPEN } from '../open-entries.ts';
import { attributesOf, type ExportedSpan } from './exported-span.ts';
import { errorOf, inputOf, isHidden, isResumed, kindOf, metadataOf, modelOf, nameOf, outputOf } from './span-shape.ts';

type Handle = TraceHandle | SpanHandle;

/** A span that has not ended. */
interface OpenSpan {
  /** Undefined if the span is hidden. */
  span: SpanHandle | undefined;
  /** Parent of what the span's code records. */
  inside: Handle;
  parent: OpenSpan | undefined;
  /** Latest state that Mastra exported. */
  exported: ExportedSpan;
  /** In ms since the epoch. */
  startTime: number;
  /** Trace that ends with the span; undefined if the span is part of another one. */
  root: OwnTrace | undefined;
  /** Whether the span has a model call of its own (`model_inference`). */
  hasInference: boolean;
  /** Text of the last generation in it, in case the run fails. */
  text?: unknown;
  /** Last model call in it that failed. Only the agent has its error. */
  failedCall?: SpanHandle | undefined;
}

/** Trace of a run. It ends with each part of the run, because a run may be suspended and resumed. */
interface OwnTrace {
  end(options: TraceUpdateOptions): void;
}

/** Recorded trace, kept for later spans and scores. */
interface KnownTrace {
  /** Parent of later spans whose own parent is not open; undefined if another process started the trace. */
  inside: Handle | undefined;
  traceId: string;
  /** Undefined if the run is part of another trace. */
  own: OwnTrace | undefined;
  /** Ids of its recorded spans, by Mastra's ids. */
  spanIds: Map<string, string>;
}

const MAX_TRACES = 2_000;

/** Keys that Mastra itself adds to the metadata of a root span. */
const OWN_METADATA = new Set(['runId', 'resourceId', 'threadId', 'modelMetadata', 'resumed', 'resumedFromSpanId']);

/** Maximum difference between a time and now, in ms, for the time to count as now. */
const LIVE_WITHIN_MS = 2;

/**
 * Returns the time of an event, in ms since the epoch. Mastra's clock counts whole ms. A time that counts as now is
 * replaced by the time of the client's finer clock, which keeps the order of spans.
 */
function timeOf(date: Date): number {
  const now = nowMs();
  return Math.abs(now - date.getTime()) < LIVE_WITHIN_MS ? now : date.getTime();
}

function idOfTrace(handle: Handle): string {
  return 'traceId' in handle ? handle.traceId : handle.id;
}

/** Returns the text of a generation, if there is some. */
function textOf(exported: ExportedSpan | undefined): string | undefined {
  const { text } = (exported?.output ?? {}) as { text?: unknown };
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Returns the output of an agent. If the run failed or was aborted, what its last model call had answered is added. */
function withText({ exported, text }: OpenSpan, output: unknown): unknown {
  if (exported.type !== 'agent_run' || text === undefined) return output;
  if (output === undefined) return text;
  const { status } = output as { status?: unknown };
  return status === 'aborted' ? { ...output, text } : output;
}

/** Turns Mastra's spans into an agent with steps, each with its model call and its tools. */
export class OpenSpans {
  readonly #client: Vitrine;
  readonly #open: LruMap<OpenSpan>;
  readonly #traces = new LruMap<KnownTrace>(MAX_TRACES);
  readonly #ended = new LruMap<true>(MAX_TRACES);

  constructor(client: Vitrine) {
    this.#client = client;
    this.#open = new LruMap(MAX_OPEN, () => countDroppedEntry(client));
  }

  /** Returns the parent of what a span's code records. */
  inside(spanId: string): Handle | undefined {
    return this.#open.get(spanId)?.inside;
  }

  known(traceId: string): KnownTrace | undefined {
    return this.#traces.get(traceId);
  }

  start(exported: ExportedSpan): void {
    if (this.#open.get(exported.id) !== undefined || this.#ended.get(exported.id) === true) return;
    const parent = this.#open.get(exported.parentSpanId ?? '');
    const startTime = timeOf(exported.startTime);
    const known = this.#knownTrace(exported, parent?.inside, startTime);
    const enclosing = parent?.inside ?? known.inside;
    const isTop = exported.isRootSpan && parent === undefined;
    const options = {
      ...this.#spanOf(exported),
      id: spanIdOf(known.traceId, exported.traceId, exported.id),
      startTime,
    };
    const isShown = !isHidden(exported) || (isTop && known.own !== undefined);
    const span = isShown ? this.#begin(enclosing, known, exported, options) : undefined;
    if (parent !== undefined && exported.type === 'model_inference') parent.hasInference = true;
    const inside = span ?? enclosing;
    const root = isTop ? known.own : undefined;
    if (inside !== undefined) {
      this.#open.set(exported.id, { span, inside, parent, exported, startTime, root, hasInference: false });
      known.inside ??= inside;
    }
    if (span !== undefined) known.spanIds.set(exported.id, span.id);
  }

  /** Starts a span. If another process started its trace, its parent is there too. */
  #begin(enclosing: Handle | undefined, known: KnownTrace, exported: ExportedSpan, options: SpanOptions): SpanHandle {
    if (enclosing !== undefined) return enclosing.span(options);
    const { parentSpanId: parent } = exported;
    const parentSpanId = parent === undefined ? undefined : spanIdOf(known.traceId, exported.traceId, parent);
    return this.#client.span({ ...options, traceId: known.traceId, parentSpanId });
  }

  /** Returns the trace of a span. A run outside of other traces has one of its own. */
  #knownTrace(exported: ExportedSpan, inside: Handle | undefined, startTime: number): KnownTrace {
    const known = this.#traces.get(exported.traceId);
    if (known !== undefined) return known;
    const enclosing = inside ?? this.#client.currentHandle();
    const trace: KnownTrace =
      enclosing === undefined
        ? this.#ownTrace(exported, startTime)
        : { inside: enclosing, traceId: idOfTrace(enclosing), own: undefined, spanIds: new Map() };
    this.#traces.set(exported.traceId, trace);
    return trace;
  }

  /** Starts a trace, or continues one that another process started on the same day (UTC). */
  #ownTrace(exported: ExportedSpan, startTime: number): KnownTrace {
    const traceId = traceIdOf(exported.traceId, startTime);
    const spanIds = new Map<string, string>();
    if (isResumed(exported)) {
      const own = { end: (options: TraceUpdateOptions) => this.#client.traces.update(traceId, options) };
      return { inside: undefined, traceId, own, spanIds };
    }
    const own = this.#trace(exported, traceId, startTime);
    return { inside: own, traceId, own, spanIds };
  }

  #trace(exported: ExportedSpan, id: string, startTime: number): TraceHandle {
    const appMetadata = Object.entries(exported.metadata ?? {}).filter(([key]) => !OWN_METADATA.has(key));
    return this.#client.trace({
      id,
      name: nameOf(exported),
      input: inputOf(exported),
      startTime,
      threadId: threadIdOf(exported.metadata) ?? attributesOf(exported).conversationId,
      tags: exported.tags,
      metadata: { ...Object.fromEntries(appMetadata), mastraTraceId: exported.traceId },
    });
  }

  #spanOf(exported: ExportedSpan) {
    const { model, provider } = exported.type === 'model_inference' ? modelOf(exported) : {};
    const input = exported.type === 'model_step' ? undefined : inputOf(exported);
    return { name: nameOf(exported), kind: kindOf(exported), metadata: metadataOf(exported), input, model, provider };
  }

  update(exported: ExportedSpan): void {
    const open = this.#open.get(exported.id);
    if (open !== undefined) open.exported = exported;
  }

  end(exported: ExportedSpan): void {
    if (exported.isEvent) this.start(exported);
    const open = this.#open.get(exported.id);
    if (open === undefined) return;
    open.exported = exported;
    this.#open.delete(exported.id);
    this.#ended.set(exported.id, true);
    const endTime = Math.max(open.startTime, timeOf(exported.endTime ?? new Date()));
    const ending = { endTime, errorInfo: errorOf(exported) };
    this.#noteModel(open);
    const output = exported.type === 'model_step' ? undefined : withText(open, outputOf(exported));
    if (ending.errorInfo !== undefined) open.failedCall?.update({ errorInfo: ending.errorInfo });
    open.span?.end({ ...ending, output, metadata: metadataOf(exported), ...this.#modelCall(open) });
    open.root?.end({ ...ending, output });
  }

  /** Notes the text of a generation, or a failed model call, for its agent. */
  #noteModel({ exported, parent, span }: OpenSpan): void {
    let agent = parent;
    while (agent !== undefined && agent.exported.type !== 'agent_run') agent = agent.parent;
    if (agent === undefined) return;
    if (exported.type === 'model_generation') agent.text = textOf(exported);
    if (exported.type === 'model_inference') {
      agent.failedCall = attributesOf(exported).finishReason === 'error' ? span : undefined;
    }
  }

  /** Returns the fields of a model call. A step without an inference is itself the model call. */
  #modelCall(open: OpenSpan) {
    const { exported, parent, hasInference } = open;
    if (exported.type === 'rag_embedding') return modelOf(exported);
    if (exported.type === 'model_inference') {
      // An aborted call has no output; what came is in its generation.
      const text = exported.output === undefined ? textOf(parent?.parent?.exported) : undefined;
      const output = text === undefined ? undefined : { text };
      return { ...modelOf(exported), input: this.#requestOf(parent), ...(output && { output }) };
    }
    if (exported.type !== 'model_step' || hasInference) return {};
    const { model, provider } = parent === undefined ? {} : modelOf(parent.exported);
    const name = model ?? nameOf(exported);
    return {
      ...modelOf(exported),
      name,
      model,
      provider,
      kind: 'llm' as const,
      input: this.#requestOf(open),
      output: outputOf(exported),
    };
  }

  /** Returns the messages of a step. */
  #requestOf(step: OpenSpan | undefined): unknown {
    const input = step?.exported.input ?? step?.parent?.exported.input;
    return Array.isArray(input) ? { messages: input } : input;
  }
}

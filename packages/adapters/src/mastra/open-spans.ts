import { nowMs, type SpanHandle, threadIdOf, type TraceHandle, type Vitrine } from '@vitrine/core';
import { LruMap } from '../lru-map.ts';
import { attributesOf, type ExportedSpan } from './exported-span.ts';
import { errorOf, inputOf, isHidden, kindOf, metadataOf, modelOf, nameOf, outputOf } from './span-shape.ts';

type Handle = TraceHandle | SpanHandle;

/** A span that has not ended. */
interface OpenSpan {
  /** Absent where the span is hidden. */
  span: SpanHandle | undefined;
  inside: Handle;
  parent: OpenSpan | undefined;
  /** What was last told of it. */
  told: ExportedSpan;
  startTime: number;
  /** The trace that began with it. */
  root: TraceHandle | undefined;
  /** A call of the model is told of within it. */
  hasInference: boolean;
}

/** A trace, for what comes after its spans. */
interface KnownTrace {
  inside: Handle;
  traceId: string;
  /** The ids of its spans, by Mastra's. */
  spanIds: Map<string, string>;
}

const MAX_OPEN_SPANS = 50_000;
const MAX_TRACES = 2_000;

/** Keys of a root's metadata that Mastra itself puts there. */
const OWN_METADATA = new Set(['runId', 'resourceId', 'threadId', 'modelMetadata']);

/** How far a moment that is told at once may be from now, in ms. */
const LIVE_WITHIN_MS = 2;

/** Mastra's clock counts whole ms: what it tells at once gets the finer time, and with it its place among others. */
function timeOf(date: Date): number {
  const now = nowMs();
  return Math.abs(now - date.getTime()) < LIVE_WITHIN_MS ? now : date.getTime();
}

function traceIdOf(handle: Handle): string {
  return 'traceId' in handle ? handle.traceId : handle.id;
}

/** Mastra's spans as a person would draw them: agent, steps, and in each the model call and the tools. */
export class OpenSpans {
  readonly #client: Vitrine;
  readonly #open = new LruMap<OpenSpan>(MAX_OPEN_SPANS);
  readonly #traces = new LruMap<KnownTrace>(MAX_TRACES);
  readonly #ended = new LruMap<true>(MAX_TRACES);

  constructor(client: Vitrine) {
    this.#client = client;
  }

  /** What the code of a span nests in. */
  inside(spanId: string): Handle | undefined {
    return this.#open.get(spanId)?.inside;
  }

  known(traceId: string): KnownTrace | undefined {
    return this.#traces.get(traceId);
  }

  start(told: ExportedSpan): void {
    if (this.#open.get(told.id) !== undefined || this.#ended.get(told.id) === true) return;
    const parent = this.#open.get(told.parentSpanId ?? '');
    const enclosing = parent?.inside ?? this.#traces.get(told.traceId)?.inside ?? this.#client.currentHandle();
    const startTime = timeOf(told.startTime);
    const outer = enclosing ?? this.#trace(told, startTime);
    const root = enclosing === undefined ? (outer as TraceHandle) : undefined;
    const span = isHidden(told) && root === undefined ? undefined : outer.span({ ...this.#spanOf(told), startTime });
    if (parent !== undefined && told.type === 'model_inference') parent.hasInference = true;
    const open: OpenSpan = { span, inside: span ?? outer, parent, told, startTime, root, hasInference: false };
    this.#open.set(told.id, open);
    const known = this.#traces.get(told.traceId) ?? {
      inside: open.inside,
      traceId: traceIdOf(outer),
      spanIds: new Map(),
    };
    if (span !== undefined) known.spanIds.set(told.id, span.id);
    this.#traces.set(told.traceId, known);
  }

  #trace(told: ExportedSpan, startTime: number): TraceHandle {
    const given = Object.entries(told.metadata ?? {}).filter(([key]) => !OWN_METADATA.has(key));
    return this.#client.trace({
      name: nameOf(told),
      input: inputOf(told),
      startTime,
      threadId: threadIdOf(told.metadata) ?? attributesOf(told).conversationId,
      tags: told.tags,
      metadata: { ...Object.fromEntries(given), mastraTraceId: told.traceId },
    });
  }

  #spanOf(told: ExportedSpan) {
    const { model, provider } = told.type === 'model_inference' ? modelOf(told) : {};
    const input = told.type === 'model_step' ? undefined : inputOf(told);
    return { name: nameOf(told), kind: kindOf(told), metadata: metadataOf(told), input, model, provider };
  }

  update(told: ExportedSpan): void {
    const open = this.#open.get(told.id);
    if (open !== undefined) open.told = told;
  }

  end(told: ExportedSpan): void {
    if (told.isEvent) this.start(told);
    const open = this.#open.get(told.id);
    if (open === undefined) return;
    open.told = told;
    this.#open.delete(told.id);
    this.#ended.set(told.id, true);
    const endTime = Math.max(open.startTime, timeOf(told.endTime ?? new Date()));
    const ending = { endTime, errorInfo: errorOf(told) };
    const output = told.type === 'model_step' ? undefined : outputOf(told);
    open.span?.end({ ...ending, output, metadata: metadataOf(told), ...this.#modelCall(open) });
    open.root?.end({ ...ending, output });
  }

  /** What is to say of a model call. Where Mastra tells of no inference within a step, the step is the call. */
  #modelCall(open: OpenSpan) {
    const { told, parent, hasInference } = open;
    if (told.type === 'rag_embedding') return modelOf(told);
    if (told.type === 'model_inference') return { ...modelOf(told), input: this.#requestOf(parent) };
    if (told.type !== 'model_step' || hasInference) return {};
    const { model, provider } = parent === undefined ? {} : modelOf(parent.told);
    const name = model ?? nameOf(told);
    return {
      ...modelOf(told),
      name,
      model,
      provider,
      kind: 'llm' as const,
      input: this.#requestOf(open),
      output: outputOf(told),
    };
  }

  /** The messages of a step. */
  #requestOf(step: OpenSpan | undefined): unknown {
    const input = step?.told.input ?? step?.parent?.told.input;
    return Array.isArray(input) ? { messages: input } : input;
  }
}

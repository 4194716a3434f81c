import { spanIdOf, traceIdOf } from '@vitrine/core/otel';
import { defaultClient, type Vitrine } from '@vitrine/core';
import { isVitrineTrace } from './is-vitrine-trace.ts';
import type { OtelOptions } from './otel-options.ts';
import { isLocalRoot, parentIdOf, type ReadableSpan } from './readable-span.ts';
import { LruMap } from '../lru-map.ts';
import { type SpanRecord, spanRecordOf } from './span-record.ts';
import { TraceSummary } from './trace-summary.ts';

/** `SpanExporter` of `@opentelemetry/sdk-trace-base`, version 1 or 2. */
export interface VitrineSpanExporter {
  export(spans: ReadableSpan[], done: (result: { code: number }) => void): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** `ExportResultCode.SUCCESS`. */
const SUCCESS = { code: 0 };
/** Maximum number of traces that are kept for late spans. */
const MAX_TRACES = 5_000;

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Maximum time for which spans wait for the project of their trace, in ms. Only the root may have it, and children
 * arrive before it.
 */
const HOLD_MS = 5_000;
/** Maximum number of spans that wait. */
const MAX_HELD = 10_000;

/** A span, and the excluded spans of its export. */
interface HeldSpan {
  readable: ReadableSpan;
  excludedById: ReadonlyMap<string, ReadableSpan>;
}

/** Records ended spans, which arrive before their parents. */
class EndedSpans {
  readonly #client: Vitrine;
  readonly #filter: (span: ReadableSpan) => boolean;
  readonly #traces = new LruMap<TraceSummary>(MAX_TRACES);
  /** Spans of traces whose project is not known yet, by trace. */
  readonly #held = new Map<string, HeldSpan[]>();
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Vitrine, filter: (span: ReadableSpan) => boolean) {
    this.#client = client;
    this.#filter = filter;
  }

  record(spans: readonly ReadableSpan[]): void {
    const [kept, excluded] = [spans.filter((span) => this.#filter(span)), spans.filter((span) => !this.#filter(span))];
    const excludedById = new Map(excluded.map((span) => [span.spanContext().spanId, span]));
    for (const span of kept) this.#quietly(() => this.#hold({ readable: span, excludedById }));
    for (const span of spans) this.#quietly(() => this.#resolve(span));
    if (this.#held.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.release(), HOLD_MS);
    (this.#timer as { unref?: () => void }).unref?.();
  }

  /** Holds a span until the project of its trace is known. */
  #hold(span: HeldSpan): void {
    const { traceId } = span.readable.spanContext();
    const held = this.#held.get(traceId) ?? [];
    held.push(span);
    this.#held.set(traceId, held);
    this.#count += 1;
    if (this.#count > MAX_HELD) this.release();
  }

  /** Records the spans of a trace if its project is known: from the span, from its root, or from earlier spans. */
  #resolve(readable: ReadableSpan): void {
    const { traceId } = readable.spanContext();
    const held = this.#held.get(traceId);
    if (held === undefined) return;
    const isKnown = this.#traces.get(traceId) !== undefined || isLocalRoot(readable);
    const projectName = spanRecordOf(readable, true).mapped.project_name;
    if (projectName !== undefined || isKnown) this.#recordAll(traceId, held, projectName);
  }

  #recordAll(traceId: string, held: readonly HeldSpan[], projectName?: string): void {
    this.#held.delete(traceId);
    this.#count -= held.length;
    for (const { readable, excludedById } of held) {
      this.#quietly(() => this.#record(readable, excludedById, projectName));
    }
  }

  /** Records the spans whose project is still unknown in the client's project. */
  release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [traceId, held] of this.#held) this.#recordAll(traceId, held);
  }

  #quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('An OpenTelemetry span could not be recorded', error);
    }
  }

  #record(readable: ReadableSpan, excludedById: HeldSpan['excludedById'], project: string | undefined): void {
    const record = spanRecordOf(readable, true);
    const { traceId: otelTraceId, spanId, traceState } = readable.spanContext();
    const trace = this.#traceOf(otelTraceId, record, project);
    trace.add(record);
    const { id: traceId, projectName } = trace;
    const visible = visibleAncestor(readable, excludedById);
    const isRoot = isLocalRoot(visible);
    const otelParent = parentIdOf(visible);
    const isOurs = isVitrineTrace(otelTraceId);
    const otelParentId = otelParent === undefined ? undefined : spanIdOf(traceId, otelTraceId, otelParent);
    const parentSpanId = isRoot && isOurs ? traceState?.get('vitrine') : otelParentId;
    const id = spanIdOf(traceId, otelTraceId, spanId);
    this.#client.span({ ...record.span, id, traceId, parentSpanId, projectName });
    // A trace with a Vitrine id is written by the process that started it.
    if (!isRoot || isOurs) return;
    trace.handle ??= this.#client.trace({ ...trace.traceOptions(record), id: traceId, projectName });
    trace.endAt(record);
  }

  #traceOf(otelTraceId: string, { span, mapped }: SpanRecord, project: string | undefined): TraceSummary {
    const known = this.#traces.get(otelTraceId);
    if (known !== undefined) return known;
    const id = isVitrineTrace(otelTraceId) ? dashed(otelTraceId) : traceIdOf(otelTraceId, span.startTime);
    const trace = new TraceSummary(id, project ?? mapped.project_name);
    this.#traces.set(otelTraceId, trace);
    return trace;
  }
}

/** Returns the outermost of the excluded spans around a span, whose place it takes; otherwise the span itself. */
function visibleAncestor(span: ReadableSpan, excludedById: ReadonlyMap<string, ReadableSpan>): ReadableSpan {
  const enclosing = excludedById.get(parentIdOf(span) ?? '');
  return enclosing === undefined ? span : visibleAncestor(enclosing, excludedById);
}

/**
 * Creates a span exporter for an OpenTelemetry setup with its own processor, such as a `BatchSpanProcessor`. It records
 * ended spans, and makes one trace of each OpenTelemetry trace. To nest spans in the current trace of Vitrine, or to
 * see them while they run, use `vitrineSpanProcessor`.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(vitrineSpanExporter(client))] }).register();
 */
export function vitrineSpanExporter(client: Vitrine = defaultClient(), options: OtelOptions = {}): VitrineSpanExporter {
  const spans = new EndedSpans(client, options.filter ?? (() => true));
  const flush = async (): Promise<void> => {
    spans.release();
    await client.flush();
  };
  return {
    export(readable, done) {
      spans.record(readable);
      done(SUCCESS);
    },
    forceFlush: flush,
    shutdown: flush,
  };
}

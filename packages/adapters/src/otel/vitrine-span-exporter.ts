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
/** So many traces are remembered for what comes late, and spans that were left out for what is inside of them. */
const MAX_TRACES = 5_000;

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Records spans that have ended, which come before those around them. */
class EndedSpans {
  readonly #client: Vitrine;
  readonly #filter: (span: ReadableSpan) => boolean;
  readonly #traces = new LruMap<TraceSummary>(MAX_TRACES);

  constructor(client: Vitrine, filter: (span: ReadableSpan) => boolean) {
    this.#client = client;
    this.#filter = filter;
  }

  record(spans: readonly ReadableSpan[]): void {
    const [kept, left] = [spans.filter((span) => this.#filter(span)), spans.filter((span) => !this.#filter(span))];
    const leftOut = new Map(left.map((span) => [span.spanContext().spanId, span]));
    for (const span of kept) {
      try {
        this.#record(span, leftOut);
      } catch (error) {
        this.#client.warn('An OpenTelemetry span could not be recorded', error);
      }
    }
  }

  #record(readable: ReadableSpan, leftOut: ReadonlyMap<string, ReadableSpan>): void {
    const record = spanRecordOf(readable, true);
    const { traceId: otelTraceId, spanId, traceState } = readable.spanContext();
    const trace = this.#traceOf(otelTraceId, record);
    trace.add(record);
    const { id: traceId, projectName } = trace;
    const visible = visibleAncestor(readable, leftOut);
    const isRoot = isLocalRoot(visible);
    const otelParent = parentIdOf(visible);
    const isOurs = isVitrineTrace(otelTraceId);
    const otelParentId = otelParent === undefined ? undefined : spanIdOf(traceId, otelTraceId, otelParent);
    const parentSpanId = isRoot && isOurs ? traceState?.get('vitrine') : otelParentId;
    const id = spanIdOf(traceId, otelTraceId, spanId);
    this.#client.span({ ...record.span, id, traceId, parentSpanId, projectName });
    // A trace of Vitrine's is written by whoever began it.
    if (!isRoot || isOurs) return;
    trace.handle ??= this.#client.trace({ ...trace.traceOptions(record), id: traceId, projectName });
    trace.endAt(record);
  }

  #traceOf(otelTraceId: string, { span, mapped }: SpanRecord): TraceSummary {
    const known = this.#traces.get(otelTraceId);
    if (known !== undefined) return known;
    const id = isVitrineTrace(otelTraceId) ? dashed(otelTraceId) : traceIdOf(otelTraceId, span.startTime);
    const trace = new TraceSummary(id, mapped.project_name);
    this.#traces.set(otelTraceId, trace);
    return trace;
  }
}

/** The span in whose place one stands: the outermost of those around it that are left out, else itself. */
function visibleAncestor(span: ReadableSpan, leftOut: ReadonlyMap<string, ReadableSpan>): ReadableSpan {
  const enclosing = leftOut.get(parentIdOf(span) ?? '');
  return enclosing === undefined ? span : visibleAncestor(enclosing, leftOut);
}

/**
 * A span exporter for any OpenTelemetry set-up that has a processor of its own, such as a `BatchSpanProcessor`. Spans are
 * recorded when they have ended, each OpenTelemetry trace as one trace. To nest them in what Vitrine records around them,
 * or to see them while they run, take the processor.
 *
 * @param client the default client where absent
 * @example
 * new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(vitrineSpanExporter(client))] }).register();
 */
export function vitrineSpanExporter(client: Vitrine = defaultClient(), options: OtelOptions = {}): VitrineSpanExporter {
  const spans = new EndedSpans(client, options.filter ?? (() => true));
  const flush = async (): Promise<void> => void (await client.flush());
  return {
    export(readable, done) {
      spans.record(readable);
      done(SUCCESS);
    },
    forceFlush: flush,
    shutdown: flush,
  };
}

import { spanIdOf, traceIdOf } from '@vitrine/core/otel';
import { activeContext, type Recording, type SpanHandle, type TraceHandle, type Vitrine } from '@vitrine/core';
import { activeOtelSpan, type Context, spanOfContext } from './active-otel-span.ts';
import { isVitrineTrace } from './is-vitrine-trace.ts';
import { isLocalRoot, parentIdOf, type ReadableSpan, type SpanContext } from './readable-span.ts';
import { LruMap } from '../lru-map.ts';
import { countDroppedEntry, MAX_OPEN } from '../open-entries.ts';
import { type SpanRecord, spanRecordOf } from './span-record.ts';
import { TraceSummary } from './trace-summary.ts';

type Handle = TraceHandle | SpanHandle;

/** A span that has not ended. */
interface OpenSpan {
  /** Undefined if the filter excludes the span. */
  span?: SpanHandle | undefined;
  /** Parent of the spans inside; undefined if the span is excluded and has no recorded parent. */
  inside?: Handle | undefined;
  trace?: TraceSummary | undefined;
  /** In ms since the epoch. */
  startTime?: number;
  /** Whether the span has no recorded parent, or is the first of its trace in this process. Its end ends the trace. */
  isTop?: boolean | undefined;
}

/** Maximum number of traces that are kept for late spans. */
const MAX_TRACES = 5_000;

/** Open spans of each client. What the code of a span records nests in it. */
const openSpans = new WeakMap<Recording, LruMap<OpenSpan>>();

function keyOf({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return traceId + spanId;
}

function enclosingHandle(client: Recording): Handle | undefined {
  const active = activeOtelSpan();
  return active === undefined ? undefined : openSpans.get(client)?.get(keyOf(active))?.inside;
}

/** Returns the Vitrine trace or span that a remote parent stands for, if OpenTelemetry propagated its headers. */
function vitrineParent(client: Vitrine, remote: SpanContext): Handle | undefined {
  if (!isVitrineTrace(remote.traceId)) return undefined;
  const headers = {
    traceparent: `00-${remote.traceId}-${remote.spanId}-01`,
    tracestate: remote.traceState?.serialize(),
  };
  return client.runWithHeaders(headers, () => client.currentHandle());
}

/** Records spans at their start and at their end, in traces of their own or in the current trace. */
export class OpenSpans {
  readonly #client: Vitrine;
  readonly #filter: (span: ReadableSpan) => boolean;
  readonly #open: LruMap<OpenSpan>;
  readonly #traces = new LruMap<TraceSummary>(MAX_TRACES);
  #lastStartMs = 0;

  constructor(client: Vitrine, filter: (span: ReadableSpan) => boolean) {
    this.#client = client;
    this.#filter = filter;
    this.#open =
      openSpans.get(client) ??
      new LruMap<OpenSpan>(MAX_OPEN, ({ span }) => {
        if (span !== undefined) countDroppedEntry(client);
      });
    openSpans.set(client, this.#open);
    activeContext.addSource(enclosingHandle);
  }

  start(readable: ReadableSpan, parentContext: Context): void {
    const key = keyOf(readable.spanContext());
    if (this.#open.get(key) !== undefined) return;
    const enclosing = this.#enclosing(readable, parentContext);
    if (!this.#filter(readable)) {
      this.#open.set(key, { inside: enclosing });
      return;
    }
    const record = spanRecordOf(readable, false);
    record.span.startTime = this.#inOrder(record.span.startTime);
    this.#open.set(key, this.#begin(readable, enclosing, record));
  }

  /**
   * Returns the start time of a span, in ms. OpenTelemetry's clock counts whole ms, so spans of the same ms are set a
   * microsecond apart to keep their order.
   */
  #inOrder(startMs: number): number {
    const isSameMs = Math.floor(startMs) === Math.floor(this.#lastStartMs);
    this.#lastStartMs = isSameMs ? Math.max(startMs, this.#lastStartMs + 0.001) : startMs;
    return this.#lastStartMs;
  }

  #begin(readable: ReadableSpan, enclosing: Handle | undefined, record: SpanRecord): OpenSpan {
    const { traceId: otelTraceId, spanId } = readable.spanContext();
    const parentId = this.#visibleParent(readable);
    const known = this.#traces.get(otelTraceId) ?? this.#parentOf(readable)?.trace;
    const trace =
      known ??
      new TraceSummary(
        this.#idOf(otelTraceId, record, enclosing),
        enclosing?.projectName ?? record.mapped.project_name,
      );
    this.#traces.set(otelTraceId, trace);
    const id = spanIdOf(trace.id, otelTraceId, spanId);
    if (enclosing !== undefined) {
      const span = enclosing.span({ ...record.span, id });
      return { span, inside: span, trace, startTime: record.span.startTime };
    }
    const isTop = known === undefined || parentId === undefined || isLocalRoot(readable);
    const { projectName } = trace;
    if (known === undefined) {
      trace.handle = this.#client.trace({
        ...trace.traceOptions(record),
        endTime: record.span.endTime,
        id: trace.id,
        projectName,
      });
    }
    // The parent is not open here: it has ended, or is in another process that may send it.
    const parentSpanId = parentId === undefined ? undefined : spanIdOf(trace.id, otelTraceId, parentId);
    const options = { ...record.span, id, parentSpanId };
    const span = trace.handle?.span(options) ?? this.#client.span({ ...options, traceId: trace.id, projectName });
    return { span, inside: span, trace, isTop, startTime: record.span.startTime };
  }

  /** Ends a span. If its start was not recorded, the whole span is recorded now. */
  end(readable: ReadableSpan): void {
    const key = keyOf(readable.spanContext());
    const open = this.#open.get(key);
    this.#open.delete(key);
    if (open !== undefined && open.span === undefined) return;
    if (open === undefined && !this.#filter(readable)) return;
    const record = spanRecordOf(readable, true);
    const { span, trace, isTop, startTime } = open ?? this.#begin(readable, undefined, record);
    record.span.startTime = startTime ?? record.span.startTime;
    record.span.endTime = Math.max(record.span.startTime, Number(record.span.endTime));
    span?.end(record.span);
    trace?.add(record);
    if (isTop === true) trace?.endAt(record);
  }

  #parentOf(readable: ReadableSpan): OpenSpan | undefined {
    const spanId = parentIdOf(readable);
    if (spanId === undefined) return undefined;
    return this.#open.get(keyOf({ traceId: readable.spanContext().traceId, spanId }));
  }

  /** Returns the id of the parent, unless the filter excludes it. */
  #visibleParent(readable: ReadableSpan): string | undefined {
    const spanId = parentIdOf(readable);
    if (spanId === undefined) return undefined;
    const parent = this.#parentOf(readable);
    return parent !== undefined && parent.span === undefined ? undefined : spanId;
  }

  #idOf(otelTraceId: string, { span }: SpanRecord, enclosing: Handle | undefined): string {
    if (enclosing === undefined) return traceIdOf(otelTraceId, span.startTime);
    return 'traceId' in enclosing ? enclosing.traceId : enclosing.id;
  }

  /** Returns the parent of a span, if this process knows it. */
  #enclosing(readable: ReadableSpan, parentContext: Context): Handle | undefined {
    const { traceId } = readable.spanContext();
    const parentId = parentIdOf(readable);
    const parentKey = parentId === undefined ? undefined : keyOf({ traceId, spanId: parentId });
    const active = activeOtelSpan();
    const activeKey = active === undefined ? undefined : keyOf(active);
    // If the span's parent is the active span, a Vitrine span may be between them.
    const current = activeKey === parentKey ? this.#client.currentHandle() : undefined;
    const known = current ?? (parentKey === undefined ? undefined : this.#open.get(parentKey)?.inside);
    if (known !== undefined) return known;
    const remote = parentId === undefined ? undefined : spanOfContext(parentContext);
    return remote?.isRemote === true ? vitrineParent(this.#client, remote) : undefined;
  }
}

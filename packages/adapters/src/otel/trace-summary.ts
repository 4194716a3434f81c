import type { Json, TraceHandle } from '@vitrine/core';
import type { SpanRecord } from './span-record.ts';

/** Kinds of spans that can provide the trace's input and output. Tools, databases and requests cannot. */
const CONTENT_KINDS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/** Collects from the spans of a trace the fields that its root may not have. */
export class TraceSummary {
  /** Id of the recorded trace. */
  readonly id: string;
  readonly projectName: string | undefined;
  /** Undefined if the spans are part of another trace. */
  handle: TraceHandle | undefined;
  /**
   * Earliest start of the spans that ended the trace, in ms since the epoch. The span with this start names the trace.
   */
  #topStart: number | undefined;
  #threadId: string | undefined;
  #input: { startTime: number; value: Json } | undefined;
  #output: { endTime: number; value: Json } | undefined;

  constructor(id: string, projectName: string | undefined) {
    this.id = id;
    this.projectName = projectName;
  }

  /** Adds a span that has ended. */
  add({ span, mapped }: SpanRecord): void {
    this.#threadId ??= mapped.thread_id;
    if (!CONTENT_KINDS.has(mapped.kind)) return;
    const { startTime } = span;
    const endTime = Number(span.endTime);
    if (mapped.input !== undefined && startTime < (this.#input?.startTime ?? Infinity)) {
      this.#input = { startTime, value: mapped.input };
    }
    if (mapped.output !== undefined && endTime > (this.#output?.endTime ?? 0)) {
      this.#output = { endTime, value: mapped.output };
    }
  }

  /**
   * Ends the trace at the end of a span without a parent. If there are several, the one that starts first names the
   * trace, and the one that ends last sets its end time.
   */
  endAt(record: SpanRecord): void {
    this.#topStart ??= record.span.startTime;
    if (record.span.startTime > this.#topStart) return this.handle?.update({ endTime: record.span.endTime });
    this.#topStart = record.span.startTime;
    this.handle?.end(this.traceOptions(record));
  }

  /**
   * Returns the options of the trace, from its root. If the root has neither input nor output, such as the span of an
   * HTTP server, the first input and the last output of the other spans are used.
   */
  traceOptions({ span, mapped }: SpanRecord) {
    const { name, startTime, endTime, errorInfo, ttft, tags, environment } = span;
    const hasNoContent = mapped.input === undefined && mapped.output === undefined;
    return {
      name,
      startTime,
      endTime,
      errorInfo,
      ttft,
      tags,
      environment,
      input: hasNoContent ? this.#input?.value : mapped.input,
      output: hasNoContent ? this.#output?.value : mapped.output,
      threadId: mapped.thread_id ?? this.#threadId,
    };
  }
}

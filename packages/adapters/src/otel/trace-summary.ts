import type { Json, TraceHandle } from '@vitrine/core';
import type { SpanRecord } from './span-record.ts';

/** Kinds of spans whose input and output may stand for the trace's. Tools, databases and requests do not count. */
const CONTENT_KINDS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/** Collects what the spans of one trace, besides its root, contribute to the trace. */
export class TraceSummary {
  /** Id of the recorded trace. */
  readonly id: string;
  readonly projectName: string | undefined;
  /** Undefined if the spans are part of another trace. */
  handle: TraceHandle | undefined;
  /** Start of the first span without a parent, which names the trace. */
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
   * Ends the trace with a span without a parent. Of several, the first one names the trace, and the last one ends it.
   */
  endAt(record: SpanRecord): void {
    this.#topStart ??= record.span.startTime;
    if (record.span.startTime > this.#topStart) return this.handle?.update({ endTime: record.span.endTime });
    this.#topStart = record.span.startTime;
    this.handle?.end(this.traceOptions(record));
  }

  /**
   * Options of the trace, from its root. If the root has neither input nor output (an HTTP server's span), the first
   * input and the last output of the other spans are used.
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

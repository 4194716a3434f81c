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
  /** Top that starts first, and top that ends last. A top is a span without a parent in this process. */
  #first: SpanRecord | undefined;
  #last: SpanRecord | undefined;
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
   * Ends the trace with one of its tops. If there are several, the first one gives the name and the input, and the last
   * one the output and the end.
   */
  endAt(record: SpanRecord): void {
    if (this.#first === undefined || record.span.startTime < this.#first.span.startTime) this.#first = record;
    if (this.#last === undefined || Number(record.span.endTime) >= Number(this.#last.span.endTime)) this.#last = record;
    this.handle?.end(this.#options(this.#first, this.#last));
  }

  /** Returns the options of the trace at the start of its first top. */
  traceOptions(record: SpanRecord) {
    return this.#options(record, record);
  }

  /**
   * Returns the options of the trace, from its tops. If these have neither input nor output, such as the span of an HTTP
   * server, the first input and the last output of the other spans are used.
   */
  #options(first: SpanRecord, last: SpanRecord) {
    const { name, startTime, ttft, tags, environment } = first.span;
    const { endTime, errorInfo } = last.span;
    const hasNoContent = first.mapped.input === undefined && last.mapped.output === undefined;
    return {
      name,
      startTime,
      endTime,
      errorInfo,
      ttft,
      tags,
      environment,
      input: first.mapped.input ?? (hasNoContent ? this.#input?.value : undefined),
      output: last.mapped.output ?? (hasNoContent ? this.#output?.value : undefined),
      threadId: first.mapped.thread_id ?? last.mapped.thread_id ?? this.#threadId,
    };
  }
}

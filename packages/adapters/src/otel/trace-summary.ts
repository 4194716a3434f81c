import type { Json, TraceHandle } from '@vitrine/core';
import type { SpanRecord } from './span-record.ts';

/** Kinds of spans that say what an answer was about; what tools, databases or requests hold is part of it at most. */
const CONTENT_KINDS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/** What the spans of one trace say of it, besides its root. */
export class TraceSummary {
  /** The id under which it is recorded. */
  readonly id: string;
  readonly projectName: string | undefined;
  /** Where the trace is of these spans, and not of something around them. */
  handle: TraceHandle | undefined;
  /** The first of the spans that nothing is around: what the trace is about. */
  #topStart: number | undefined;
  #threadId: string | undefined;
  #input: { startTime: number; value: Json } | undefined;
  #output: { endTime: number; value: Json } | undefined;

  constructor(id: string, projectName: string | undefined) {
    this.id = id;
    this.projectName = projectName;
  }

  /** A span has ended. */
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

  /** A span has ended that nothing is around. Where there are several, the trace is about the first, and ends last. */
  endAt(record: SpanRecord): void {
    this.#topStart ??= record.span.startTime;
    if (record.span.startTime > this.#topStart) return this.handle?.update({ endTime: record.span.endTime });
    this.#topStart = record.span.startTime;
    this.handle?.end(this.traceOptions(record));
  }

  /**
   * What the trace is, by its root. One that holds neither input nor output (an HTTP server's) has those of the first and
   * the last span that has any.
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

import type { Json, SpanOptions, TraceHandle } from '@vitrine/core';
import { mapSpan, type MappedSpan } from '@vitrine/core/otel';
import { otelSpanOf, type ReadableSpan } from './readable-span.ts';

/** Kinds of spans that say what an answer was about; what tools, databases or requests hold is part of it at most. */
const SPEAKERS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/** A span as the client takes it, and what it says of its trace. */
export interface Told {
  span: SpanOptions & { startTime: number };
  mapped: MappedSpan;
}

function msOf(nanos: bigint | string): number {
  return Number(BigInt(nanos) / 1_000n) / 1_000;
}

/** Reads a span, which may not have ended yet. @throws RangeError where a time lies outside of what a date can hold */
export function read(readable: ReadableSpan, hasEnded: boolean): Told {
  const otel = otelSpanOf(readable);
  if (!hasEnded) otel.endTimeUnixNano = 0n;
  const mapped = mapSpan(otel);
  const { name, kind, type, input, output, metadata, model, provider, usage, ledger, tags, ttft, environment } = mapped;
  const span = {
    name,
    kind,
    type,
    input,
    output,
    metadata,
    model,
    provider,
    usage,
    ledger,
    tags,
    ttft,
    environment,
    totalEstimatedCost: mapped.total_estimated_cost,
    errorInfo: mapped.error_info,
    startTime: msOf(otel.startTimeUnixNano),
    endTime: hasEnded ? msOf(otel.endTimeUnixNano) : undefined,
  };
  return { span, mapped };
}

/** What the spans of one trace say of it, besides its root. */
export class RecordedTrace {
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
  tell({ span, mapped }: Told): void {
    this.#threadId ??= mapped.thread_id;
    if (!SPEAKERS.has(mapped.kind)) return;
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
  endAt(told: Told): void {
    this.#topStart ??= told.span.startTime;
    if (told.span.startTime > this.#topStart) return this.handle?.update({ endTime: told.span.endTime });
    this.#topStart = told.span.startTime;
    this.handle?.end(this.summary(told));
  }

  /**
   * What the trace is, by its root. One that holds neither input nor output (an HTTP server's) has those of the first and
   * the last span that has any.
   */
  summary({ span, mapped }: Told) {
    const { name, startTime, endTime, errorInfo, ttft, tags, environment } = span;
    const isSilent = mapped.input === undefined && mapped.output === undefined;
    return {
      name,
      startTime,
      endTime,
      errorInfo,
      ttft,
      tags,
      environment,
      input: isSilent ? this.#input?.value : mapped.input,
      output: isSilent ? this.#output?.value : mapped.output,
      threadId: mapped.thread_id ?? this.#threadId,
    };
  }
}

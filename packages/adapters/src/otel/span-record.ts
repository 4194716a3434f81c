import type { SpanOptions } from '@vitrine/core';
import { mapSpan, type MappedSpan } from '@vitrine/core/otel';
import { otelSpanOf, type ReadableSpan } from './readable-span.ts';

/** A span as options of the client, and the mapped span, which has fields of its trace too. */
export interface SpanRecord {
  span: SpanOptions & { startTime: number };
  mapped: MappedSpan;
}

function msOf(nanos: bigint | string): number {
  return Number(BigInt(nanos) / 1_000n) / 1_000;
}

/**
 * Reads a span, which may still be open.
 *
 * @throws {RangeError} if a time is outside the range of `Date`
 */
export function spanRecordOf(readable: ReadableSpan, hasEnded: boolean): SpanRecord {
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

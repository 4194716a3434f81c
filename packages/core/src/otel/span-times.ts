import type { AttributeReader } from './attribute-reader.ts';
import type { ConventionSet } from './convention-set.ts';
import type { OtelSpan } from './otel-span.ts';

/** Times of a span that cannot be: it ends before it starts, or its first token is later than its end. */
export type TimeFault = 'end_before_start' | 'first_token_after_end';

/** Tolerance for clocks that count in ms. */
const CLOCK_MS = 1;

/** Times of a span, and what is wrong with them. */
export interface SpanTimes {
  /** ISO 8601 in UTC, to the microsecond. */
  start: string;
  /** Null for a span that has not ended. */
  end: string | null;
  /** Time to the first token, in ms. A time after the end of the span is left out. */
  ttft: number | undefined;
  faults: TimeFault[];
}

/** Formats a time as ISO 8601 in UTC, to the microsecond. */
export function isoTime(unixNano: bigint | string): string {
  const micros = BigInt(unixNano) / 1000n;
  const iso = new Date(Number(micros / 1000n)).toISOString();
  return `${iso.slice(0, -1)}${String(micros % 1000n).padStart(3, '0')}Z`;
}

/** Returns the time to the first token as it was sent, in ms, and its attribute. */
function sentTtft(startMs: number, reader: AttributeReader, conventions: ConventionSet) {
  for (const { from, unitMs } of conventions.ttft) {
    const value = unitMs === 'moment' ? Date.parse(reader.text(from) ?? '') : reader.number(from);
    if (value === undefined || Number.isNaN(value)) continue;
    return { from, ms: unitMs === 'moment' ? Math.max(0, value - startMs) : value * unitMs };
  }
  return undefined;
}

/**
 * Reads the times of a span. A time to the first token that is negative or later than the end of the span stays in the
 * metadata.
 *
 * @throws {RangeError} if a time is outside of the range of a date
 */
export function spanTimes(span: OtelSpan, reader: AttributeReader, conventions: ConventionSet): SpanTimes {
  const [startNano, endNano] = [BigInt(span.startTimeUnixNano), BigInt(span.endTimeUnixNano)];
  const hasEnded = endNano !== 0n;
  const durationMs = hasEnded ? Number((endNano - startNano) / 1000n) / 1000 : Infinity;
  const faults: TimeFault[] = durationMs < 0 ? ['end_before_start'] : [];
  const sent = sentTtft(Number(startNano / 1000n) / 1000, reader, conventions);
  const isPossible = sent !== undefined && sent.ms >= 0 && sent.ms <= Math.max(0, durationMs) + CLOCK_MS;
  if (isPossible) reader.take(sent.from);
  else if (sent !== undefined && sent.ms > 0) faults.push('first_token_after_end');
  return {
    start: isoTime(startNano),
    end: hasEnded ? isoTime(endNano) : null,
    ttft: isPossible && Number.isFinite(sent.ms) ? sent.ms : undefined,
    faults,
  };
}

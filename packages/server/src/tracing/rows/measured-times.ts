import { FIRST_TOKEN_TOLERANCE_MS } from '../../storage/tables/rows.ts';

/** Times of a row, as they are stored. */
interface StoredTimes {
  /** ISO 8601 with six digits, like the end, so that their texts have the order of the times. */
  start_time: string;
  end_time: string | null;
  /** ms; 0 if the end is before the start. */
  duration: number | null;
  /** ms */
  ttft: number | null;
}

/**
 * Returns the time to the first token, null if the first token is before the start or after the end, and whether the
 * times of the row contradict each other.
 */
export function measuredTimes({ start_time, end_time, duration, ttft }: StoredTimes): {
  ttft: number | null;
  clock_skew: boolean;
} {
  const isOutside = ttft !== null && (ttft < 0 || (duration !== null && ttft > duration + FIRST_TOKEN_TOLERANCE_MS));
  return {
    ttft: isOutside ? null : ttft,
    clock_skew: isOutside || (end_time !== null && end_time < start_time),
  };
}

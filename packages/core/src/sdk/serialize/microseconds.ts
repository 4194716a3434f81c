/**
 * Maximum drift between the monotonic clock and the wall clock (sleep, clock changes) before it is corrected, in ms.
 */
const MAX_DRIFT_MS = 5;

let offsetMs = Date.now() - performance.now();
let lastUs = 0;
/** Text of the last formatted second: most times share it. */
let lastSecond = Number.NaN;
let upToSecond = '';
/** Last formatted time: a record often ends and changes at the same time. */
let lastMoment = Number.NaN;
let lastText = '';

/** Returns the difference between the wall clock and a time of the monotonic clock of now, in ms. */
export function monotonicOffsetMs(monotonicMs: number): number {
  const drift = Date.now() - (monotonicMs + offsetMs);
  if (Math.abs(drift) > MAX_DRIFT_MS) offsetMs += drift;
  return offsetMs;
}

/** Returns the time of the wall clock in microseconds since the epoch. */
function wallUs(): number {
  const monotonicMs = performance.now();
  return Math.floor((monotonicMs + monotonicOffsetMs(monotonicMs)) * 1000);
}

/**
 * Returns a time in microseconds, or of now, but always a later one than the call before, so that the order of two
 * writes shows in their times.
 */
export function nextUs(us: number = wallUs()): number {
  lastUs = Math.max(us, lastUs + 1);
  return lastUs;
}

/**
 * Returns the time of the wall clock in ms, with decimals, as `startTime` and `endTime` take it. For the end of what has
 * started, the `now()` of its handle is better: the wall clock may have been set in between.
 */
export function nowMs(): number {
  return wallUs() / 1000;
}

/** Formats a time in microseconds for the wire: ISO 8601 in UTC with six decimals. */
export function isoOfUs(us: number): string {
  if (us === lastMoment) return lastText;
  const second = Math.floor(us / 1_000_000);
  if (second !== lastSecond) {
    lastSecond = second;
    upToSecond = new Date(second * 1_000).toISOString().slice(0, -4);
  }
  lastMoment = us;
  lastText = `${upToSecond}${String(1_000_000 + us - second * 1_000_000).slice(1)}Z`;
  return lastText;
}

/** Converts a time (ms since the epoch, with decimals, or a Date) to microseconds; `undefined` if it is not valid. */
export function usOf(time: Date | number): number | undefined {
  const us = Math.round((typeof time === 'number' ? time : time.getTime()) * 1000);
  return Math.abs(us) <= 8.64e18 && Number.isFinite(us) ? us : undefined;
}

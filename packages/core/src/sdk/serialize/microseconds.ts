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

/** Returns the time of the wall clock in microseconds since the epoch. */
export function wallUs(): number {
  const wall = Date.now();
  let now = performance.now() + offsetMs;
  if (Math.abs(now - wall) > MAX_DRIFT_MS) {
    offsetMs += wall - now;
    now = wall;
  }
  return Math.floor(now * 1000);
}

/**
 * Returns {@link wallUs}, but always a later time than the call before, so that the order of two writes shows in their
 * times.
 */
export function nextUs(): number {
  lastUs = Math.max(wallUs(), lastUs + 1);
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

/** How far the monotonic clock may stray from the wall clock (sleep, clock changes) before it follows it, in ms. */
const MAX_DRIFT_MS = 5;

let offsetMs = Date.now() - performance.now();
let lastUs = 0;
/** The text of the second that was asked for last: most moments are of the same. */
let lastSecond = Number.NaN;
let upToSecond = '';
/** The moment that was asked for last: a record often ends and changes at the same. */
let lastMoment = Number.NaN;
let lastText = '';

/**
 * The current time in microseconds since the epoch. Each call gives a later time than the one before, so that the order
 * of two writes shows in their times.
 */
export function nowUs(): number {
  const wall = Date.now();
  let now = performance.now() + offsetMs;
  if (Math.abs(now - wall) > MAX_DRIFT_MS) {
    offsetMs += wall - now;
    now = wall;
  }
  lastUs = Math.max(Math.floor(now * 1000), lastUs + 1);
  return lastUs;
}

/** {@link nowUs} in ms, with decimals: what `startTime` and `endTime` take. */
export function nowMs(): number {
  return nowUs() / 1000;
}

/** A moment in microseconds as the wire has it: ISO 8601 in UTC with six decimals. */
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

/** A moment that a caller gave (ms since the epoch, with decimals, or a Date), in microseconds; nothing where it is none. */
export function usOf(time: Date | number): number | undefined {
  const us = Math.round((typeof time === 'number' ? time : time.getTime()) * 1000);
  return Math.abs(us) <= 8.64e18 && Number.isFinite(us) ? us : undefined;
}

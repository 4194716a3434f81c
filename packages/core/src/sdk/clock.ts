/** How far the monotonic clock may stray from the wall clock (sleep, clock changes) before it follows it, in ms. */
const MAX_DRIFT_MS = 5;

let offsetMs = Date.now() - performance.now();
let lastUs = 0;

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
  const ms = Math.floor(us / 1000);
  const rest = us - ms * 1000;
  return `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

/** A moment that a caller gave (ms since the epoch, with decimals, or a Date); nothing where it is no valid time. */
export function isoOf(time: Date | number): string | undefined {
  const us = Math.round((typeof time === 'number' ? time : time.getTime()) * 1000);
  return Math.abs(us) <= 8.64e18 && Number.isFinite(us) ? isoOfUs(us) : undefined;
}

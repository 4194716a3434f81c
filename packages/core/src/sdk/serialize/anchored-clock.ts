import { monotonicOffsetMs } from './microseconds.ts';

/**
 * Clock of a trace, in microseconds since the epoch. The wall clock gives its first time, and a monotonic clock the
 * time since then, so that a step of the wall clock changes no duration. Each call returns a later time.
 */
export class AnchoredClock {
  #offsetMs: number | undefined;
  #lastUs = 0;

  nowUs(): number {
    const monotonicMs = performance.now();
    this.#offsetMs ??= monotonicOffsetMs(monotonicMs);
    this.#lastUs = Math.max(Math.floor((monotonicMs + this.#offsetMs) * 1000), this.#lastUs + 1);
    return this.#lastUs;
  }
}

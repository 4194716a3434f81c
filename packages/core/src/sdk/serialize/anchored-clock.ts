import { wallUs } from './microseconds.ts';

/**
 * Clock of a trace, in microseconds since the epoch. The wall clock gives its first time, and a monotonic clock the
 * time since then, so that a step of the wall clock changes no duration. Each call returns a later time.
 */
export class AnchoredClock {
  readonly #anchorUs = wallUs();
  readonly #anchorMs = performance.now();
  #lastUs = this.#anchorUs - 1;

  nowUs(): number {
    const elapsedUs = Math.floor((performance.now() - this.#anchorMs) * 1000);
    this.#lastUs = Math.max(this.#anchorUs + elapsedUs, this.#lastUs + 1);
    return this.#lastUs;
  }
}

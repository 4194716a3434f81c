import { vi } from 'vitest';

const MINUTE_MS = 60_000;

const monotonic = performance.now.bind(performance);
let aheadMs = 0;

/** Sets both clocks forward by a number of minutes. They are never set back in a test file. */
export function passMinutes(minutes: number): void {
  const passed = minutes * MINUTE_MS;
  aheadMs += passed;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + passed });
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic() + aheadMs);
}

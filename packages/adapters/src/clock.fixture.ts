import { vi } from 'vitest';

const MINUTE_MS = 60_000;

/** Sets the wall clock forward by a number of minutes. It then stands still, and is never set back in a test file. */
export function passMinutes(minutes: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE_MS });
}

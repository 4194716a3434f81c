import { afterEach, expect, test, vi } from 'vitest';
import { HybridLogicalClock } from './hybrid-logical-clock.ts';

afterEach(() => vi.useRealTimers());

test('versions only increase, even if the clock of the machine goes back', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  const clock = new HybridLogicalClock();
  const before = Array.from({ length: 10_000 }, () => clock.next());
  vi.setSystemTime(Date.UTC(2025, 0, 1));
  const all = [...before, ...Array.from({ length: 10_000 }, () => clock.next())];
  for (const [index, version] of all.entries()) {
    if (index > 0) expect(version > (all[index - 1] ?? 0n)).toBe(true);
  }
});

test('a version is higher than the one that it replaces, even if another server made that one', () => {
  const clock = new HybridLogicalClock();
  const far = 2n ** 62n + 5n;
  expect(clock.next(far)).toBeGreaterThan(far);
  expect(clock.next()).toBeGreaterThan(far);
});

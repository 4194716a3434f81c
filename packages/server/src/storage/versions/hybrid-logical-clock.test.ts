import { afterEach, expect, test, vi } from 'vitest';
import { HybridLogicalClock } from './hybrid-logical-clock.ts';

afterEach(() => vi.useRealTimers());

test('versions only grow, also when the machine’s clock goes back', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  const clock = new HybridLogicalClock();
  const before = Array.from({ length: 10_000 }, () => clock.next());
  vi.setSystemTime(Date.UTC(2025, 0, 1));
  const all = [...before, ...Array.from({ length: 10_000 }, () => clock.next())];
  for (const [index, version] of all.entries()) {
    if (index > 0) expect(version > (all[index - 1] ?? 0n)).toBe(true);
  }
});

test('a version is above the one that it replaces, whoever made that', () => {
  const clock = new HybridLogicalClock();
  const far = 2n ** 62n + 5n;
  expect(clock.next(far)).toBeGreaterThan(far);
  expect(clock.next()).toBeGreaterThan(far);
});

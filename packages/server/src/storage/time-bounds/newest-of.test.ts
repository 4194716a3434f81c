import { describe, expect, test } from 'vitest';
import { ListSpanCache } from './list-span-cache.ts';
import { newestOf, type Window } from './newest-of.ts';

const DAY_MS = 86_400_000;
const END = Date.UTC(2026, 0, 31);

/** Returns rows at the given ages in days, and records the windows that are read. */
function readerOf(days: readonly number[]) {
  const windows: (number | undefined)[][] = [];
  const toDays = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : (END - ms) / DAY_MS);
  const read = async ({ since = -Infinity, before = Infinity }: Window, limit: number): Promise<number[]> => {
    windows.push([
      toDays(Number.isFinite(since) ? since : undefined),
      toDays(Number.isFinite(before) ? before : undefined),
    ]);
    return days.filter((day) => END - day * DAY_MS >= since && END - day * DAY_MS < before).slice(0, limit);
  };
  return { windows, read };
}
const to = new Date(END).toISOString();

describe('the newest rows', () => {
  test('come from the last day only, if it has enough rows', async () => {
    const { windows, read } = readerOf([0.1, 0.2, 3]);
    expect(await newestOf({ to, wanted: 2 }, read)).toEqual([0.1, 0.2]);
    expect(windows).toEqual([[1, undefined]]);
  });

  test('come from consecutive windows, none of which is read twice', async () => {
    const { windows, read } = readerOf([0.1, 1, 3, 40, 50, 60]);
    expect(await newestOf({ to, wanted: 5 }, read)).toEqual([0.1, 1, 3, 40, 50]);
    expect(windows).toEqual([
      [1, undefined],
      [7, 1],
      [30, 7],
      [undefined, 30],
    ]);
  });

  test('never come from before the requested time', async () => {
    const { windows, read } = readerOf([]);
    expect(await newestOf({ from: new Date(END - 5 * DAY_MS).toISOString(), to, wanted: 5 }, read)).toEqual([]);
    expect(windows).toEqual([
      [1, undefined],
      [undefined, 1],
    ]);
  });

  test('come from a shorter window first, if one is given', async () => {
    const { windows, read } = readerOf([0.01, 0.02, 0.5, 3]);
    expect(await newestOf({ to, wanted: 2, firstMs: 0.1 * DAY_MS }, read)).toEqual([0.01, 0.02]);
    expect(windows).toEqual([[0.1, undefined]]);
    expect(await newestOf({ to, wanted: 3, firstMs: 0.1 * DAY_MS }, read)).toEqual([0.01, 0.02, 0.5]);
    expect(windows.slice(1)).toEqual([
      [0.1, undefined],
      [1, 0.1],
    ]);
  });

  test('of a list that was read before are read from its last time span first, with a margin', () => {
    const listSpans = new ListSpanCache();
    expect(listSpans.firstMs('a')).toBeUndefined();
    listSpans.record('a', 20_000);
    expect(listSpans.firstMs('a')).toBe(80_000);
    // The clock of a client may be ahead of the server's.
    listSpans.record('a', -5_000);
    expect(listSpans.firstMs('a')).toBe(1_000);
  });

  test('of a long list are not counted by each read', () => {
    const listSpans = new ListSpanCache();
    expect(listSpans.isLong('a')).toBe(false);
    listSpans.markLong('a');
    expect([listSpans.isLong('a'), listSpans.isLong('b')]).toEqual([true, false]);
  });
});

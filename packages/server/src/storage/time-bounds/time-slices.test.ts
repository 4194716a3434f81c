import { expect, test } from 'vitest';
import { IdTimeBounds } from './id-time-bounds.ts';
import { timeSlices } from './time-slices.ts';

const HOUR_MS = 3_600_000;
const scope = { workspace: 'default', projectId: 'p' };
const spans = { table: 'spans', key: 'trace_id' } as const;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();
const month = `${ago(30).slice(0, 7)}-01`;

/** Returns the range of the last `hours` hours, or all time. */
const timeOf = (hours?: number) => (hours === undefined ? {} : { from_time: ago(hours), to_time: ago(0) });

/** Returns the number of slices of a range of time, with the given distances between ids and start times. */
async function slicesOf(
  hours: number | undefined,
  { earlyHours = 0, lateHours = 0, isAlone = true } = {},
): Promise<number> {
  const idTimeBounds = new IdTimeBounds({
    ofServer: () => ({ read: () => Promise.resolve([]) }),
    isAlone: () => isAlone,
  });
  idTimeBounds.widen(scope, { entity: 'spans', month, early_ms: earlyHours * HOUR_MS, late_ms: lateHours * HOUR_MS });
  const slices = (): number => timeSlices({ idTimeBounds }, scope, spans, timeOf(hours)).conditions.length;
  // The stored skews are known a moment after the first call.
  slices();
  await new Promise((resolve) => setImmediate(resolve));
  return slices();
}

test('a range of time is divided where settled rows end, if it contains that moment', async () => {
  expect(await slicesOf(720)).toBe(2);
  expect(await slicesOf(31)).toBe(2);
  expect(await slicesOf(29)).toBe(1);
  expect(await slicesOf(undefined)).toBe(2);
});

test('a range of time is not divided if start times and ids are far apart, or if their distance is unknown', async () => {
  expect(await slicesOf(720, { earlyHours: 1, lateHours: 1 })).toBe(2);
  expect(await slicesOf(720, { earlyHours: 13 })).toBe(1);
  expect(await slicesOf(720, { lateHours: 13 })).toBe(1);
  expect(await slicesOf(720, { isAlone: false })).toBe(1);
});

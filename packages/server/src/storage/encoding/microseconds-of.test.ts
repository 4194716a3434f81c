import fc from 'fast-check';
import { expect, test } from 'vitest';
import { microsecondsOf } from './microseconds-of.ts';

test('dates with milliseconds are parsed as by Date.parse, also at the ends of days and years', () => {
  const min = new Date('1900-01-01T00:00:00.000Z');
  const max = new Date('2199-12-31T23:59:59.999Z');
  fc.assert(
    fc.property(fc.array(fc.date({ min, max, noInvalidDate: true })), (dates) => {
      for (const date of dates) expect(microsecondsOf(date.toISOString())).toBe(date.getTime() * 1_000);
    }),
  );
});

test.each([
  ['2026-01-15T09:30:00Z', '2026-01-15T09:30:00.000Z', 0],
  ['2026-01-15T09:30:00.1Z', '2026-01-15T09:30:00.100Z', 0],
  ['2026-01-15T09:30:00.123456Z', '2026-01-15T09:30:00.123Z', 456],
  ['2026-01-15T09:30:00.123456789Z', '2026-01-15T09:30:00.123Z', 456],
  ['2026-01-15T09:30:00.1234+02:00', '2026-01-15T07:30:00.123Z', 400],
  ['2026-01-15T24:00:00.000Z', '2026-01-16T00:00:00.000Z', 0],
])('%s is parsed with its microseconds', (date, ms, beyond) => {
  expect(microsecondsOf(date)).toBe(Date.parse(ms) * 1_000 + beyond);
});

test.each([
  '2026-01-15T09:30:61.123Z',
  '2026-13-15T09:30:00.123Z',
  '2026-01-15 9h30m00.1235Z',
  'no date at all, but a Z',
])('%s is not a date', (text) => {
  expect(microsecondsOf(text)).toBeNaN();
});

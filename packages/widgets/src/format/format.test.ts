import { describe, expect, test } from 'vitest';
import { cost } from './cost.ts';
import { duration } from './duration.ts';
import { quantityText } from './quantity.ts';
import { tickLabel } from './tick-label.ts';
import { relativeTime } from './time.ts';
import { tokenCount } from './token-count.ts';

/** Replaces no-break spaces by plain ones. */
function plain(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

test.each([
  [null, '–'],
  [0, '0 ms'],
  [0.4, '<1 ms'],
  [840, '840 ms'],
  [999.6, '1.00 s'],
  [1240, '1.24 s'],
  [9_996, '10.0 s'],
  [59_960, '1 m 00 s'],
  [123_000, '2 m 03 s'],
  [3_599_700, '1 h 00 m'],
  [3_840_000, '1 h 04 m'],
])('a duration of %s ms is %s', (ms, text) => {
  expect(plain(quantityText(duration(ms, 'en')))).toBe(text);
});

test.each([
  [null, '–'],
  [0, '0 tok'],
  [812, '812 tok'],
  [12_400, '12.4k tok'],
  [999_949, '1,000k tok'],
  [1_234_567, '1.2M tok'],
])('%s tokens are %s', (count, text) => {
  expect(plain(quantityText(tokenCount(count, 'en')))).toBe(text);
});

describe('a cost', () => {
  test.each([
    [null, false, '–'],
    [null, true, 'unpriced'],
    [0, true, 'unpriced'],
    [0, false, '$0'],
    [0.00004, false, '<$0.0001'],
    [0.0031, false, '$0.0031'],
    [0.0031, true, '$0.0031+'],
    [0.042, false, '$0.042'],
    [1.24, false, '$1.24'],
    [12_400, false, '$12,400'],
  ])('of %s USD (unpriced: %s) is %s', (usd, unpriced, text) => {
    expect(quantityText(cost(usd, unpriced, 'en'))).toBe(text);
  });
});

test('numbers follow the locale', () => {
  expect(plain(quantityText(duration(1240, 'de')))).toBe('1,24 s');
});

test('a time is relative, and a date after a week', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const ago = (ms: number): string => relativeTime(new Date(now - ms).toISOString(), now, 'en');
  expect(ago(2_000)).toBe('just now');
  expect(ago(125_000)).toBe('2 min ago');
  expect(ago(3 * 86_400_000)).toBe('3 days ago');
  expect(ago(30 * 86_400_000)).toBe('Oct 22');
});

test('ticks have no needless digits', () => {
  expect([0, 200, 1000, 1500, 80_000].map((ms) => plain(tickLabel(ms, 'en')))).toEqual([
    '0',
    '200 ms',
    '1 s',
    '1.5 s',
    '1 m 20 s',
  ]);
});

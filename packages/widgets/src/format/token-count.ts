import { number } from './number.ts';
import type { Quantity } from './quantity.ts';

const SCALES = [
  { from: 999_950_000, by: 1e9, suffix: 'B' },
  { from: 999_950, by: 1e6, suffix: 'M' },
  { from: 999.5, by: 1e3, suffix: 'k' },
];

/** Formats a number of tokens: `812 tok`, `12.4k tok`, `1.2M tok`. */
export function tokenCount(count: number | null, locale?: string): Quantity {
  if (count === null) return [['–', '']];
  const scale = SCALES.find(({ from }) => count >= from);
  if (scale === undefined) return [[number(count, locale, { maximumFractionDigits: 0 }), 'tok']];
  const scaled = count / scale.by;
  const digits = scaled < 99.95 ? 1 : 0;
  return [
    [
      `${number(scaled, locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })}${scale.suffix}`,
      'tok',
    ],
  ];
}

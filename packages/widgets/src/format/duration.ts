import { number } from './number.ts';
import type { Quantity } from './quantity.ts';

function fixed(value: number, digits: number, locale: string | undefined): string {
  return number(value, locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * Formats a duration in ms with a unit that fits it: `840 ms`, `1.24 s`, `12.4 s`, `2 m 03 s`, `1 h 04 m`.
 *
 * @example
 * quantityText(duration(1240)); // '1.24 s'
 */
export function duration(ms: number | null, locale?: string): Quantity {
  if (ms === null) return [['–', '']];
  if (ms > 0 && ms < 1) return [['<1', 'ms']];
  if (ms < 999.5) return [[fixed(ms, 0, locale), 'ms']];
  if (ms < 9_995) return [[fixed(ms / 1000, 2, locale), 's']];
  if (ms < 59_950) return [[fixed(ms / 1000, 1, locale), 's']];
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600)
    return [
      [String(Math.floor(seconds / 60)), 'm'],
      [padded(seconds % 60), 's'],
    ];
  const minutes = Math.round(seconds / 60);
  return [
    [number(Math.floor(minutes / 60), locale), 'h'],
    [padded(minutes % 60), 'm'],
  ];
}

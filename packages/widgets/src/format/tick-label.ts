import { duration } from './duration.ts';
import { number } from './number.ts';
import { quantityText } from './quantity.ts';

/** Formats a tick of a time axis, in ms after its start, without needless digits: `0`, `200 ms`, `1.5 s`. */
export function tickLabel(ms: number, locale?: string): string {
  if (ms === 0) return '0';
  if (ms < 1000 || ms >= 60_000) return quantityText(duration(ms, locale));
  return `${number(ms / 1000, locale, { maximumFractionDigits: 2 })}\u00A0s`;
}

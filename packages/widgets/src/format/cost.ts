import type { CostStatus } from '@vitrine/core/model';
import { number } from './number.ts';
import type { Quantity } from './quantity.ts';

/** Smallest cost that is shown as a number, in USD. A lower cost is shown as `<$0.0001`. */
const LEAST = 0.0001;

/** Returns the number of decimal places for a cost. */
function digitsOf(usd: number): number {
  if (usd === 0 || usd >= 1000) return 0;
  if (usd >= 1) return 2;
  return usd >= 0.01 ? 3 : 4;
}

function money(usd: number, digits: number, locale: string | undefined): string {
  return number(usd, locale, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/**
 * Formats a cost in USD: `$0.0031`, `$0.042`, `$1.24`, `<$0.0001`. A cost that leaves out something without a price is
 * `unpriced`, or has a `+` after the known part. It is never 0.
 */
export function cost(usd: number | null, unpriced = false, locale?: string): Quantity {
  if (usd === null || (usd === 0 && unpriced)) return [[unpriced ? 'unpriced' : '–', '']];
  const text = usd > 0 && usd < LEAST ? `<${money(LEAST, 4, locale)}` : money(usd, digitsOf(usd), locale);
  return [[unpriced ? `${text}+` : text, '']];
}

/** Whether the cost of a span leaves out tokens or calls without a known price. */
export function isCostIncomplete({ cost_status }: { cost_status: CostStatus }): boolean {
  return cost_status === 'unpriced' || cost_status === 'partly_priced';
}

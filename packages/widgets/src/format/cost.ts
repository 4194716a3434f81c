import { number } from './number.ts';
import type { Quantity } from './quantity.ts';

/** What is below this is shown as less than this, in USD. */
const LEAST = 0.0001;

/** How many digits behind the point matter, by the size of the sum. */
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
 * A cost in USD: `$0.0031`, `$0.042`, `$1.24`, `<$0.0001`. Where models without a price took part it says `unpriced`, or
 * puts a `+` behind the part that is known: never a zero that is none.
 */
export function cost(usd: number | null, unpriced = false, locale?: string): Quantity {
  if (usd === null || (usd === 0 && unpriced)) return [[unpriced ? 'unpriced' : '–', '']];
  const text = usd > 0 && usd < LEAST ? `<${money(LEAST, 4, locale)}` : money(usd, digitsOf(usd), locale);
  return [[unpriced ? `${text}+` : text, '']];
}

import { LEDGER_CALLS, LEDGER_DETAILS, LEDGER_PARTS, type Ledger } from '@vitrine/core/model';

/** A count of a ledger that may have a rate of its own. */
export type Part = keyof Ledger;

/** USD per token of each part, or per call; a part without a rate is absent. */
export type Rates = Partial<Record<Part, number>>;

/** Counts to price: disjoint token counts, the details without their part, and calls. Zero counts are absent. */
export type Counts = ReadonlyMap<Part, number>;

/** Whether a part counts calls instead of tokens. */
export function isCalls(part: Part): boolean {
  return (LEDGER_CALLS as readonly Part[]).includes(part);
}

/**
 * Returns the counts of a ledger to price. Clients may send any number: a negative count is 0, and a detail is at most
 * what is left of its part.
 */
export function countsOf(ledger: Partial<Ledger>): Counts {
  const counts = new Map<Part, number>();
  for (const part of [...LEDGER_PARTS, ...LEDGER_CALLS]) {
    const count = Math.max(0, ledger[part] ?? 0);
    if (count > 0) counts.set(part, count);
  }
  for (const detail of DETAILS) {
    const part = LEDGER_DETAILS[detail];
    const whole = counts.get(part) ?? 0;
    const count = Math.min(whole, Math.max(0, ledger[detail] ?? 0));
    if (count === 0) continue;
    counts.set(detail, count);
    if (count === whole) counts.delete(part);
    else counts.set(part, whole - count);
  }
  return counts;
}

const DETAILS = Object.keys(LEDGER_DETAILS) as (keyof typeof LEDGER_DETAILS)[];

/** Returns the number of input tokens, with cached ones. It determines the tier of a model's rates. */
export function promptTokens({ input = 0, cache_read = 0, cache_write = 0 }: Partial<Ledger>): number {
  return Math.max(0, input) + Math.max(0, cache_read) + Math.max(0, cache_write);
}

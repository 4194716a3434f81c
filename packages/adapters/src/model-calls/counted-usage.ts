import { type Ledger, type SpanUpdateOptions, usageFromLedger } from '@vitrine/core';
import type { Body } from './endpoint.ts';

/** Fields of a span that come from the usage that a provider reports. */
export type CountedUsage = Pick<SpanUpdateOptions, 'ledger' | 'usage' | 'totalEstimatedCost'>;

/** Returns the counts of a usage object by their paths, such as `prompt_tokens_details.audio_tokens`. */
function countsIn(reported: object, path = ''): [name: string, count: number][] {
  return Object.entries(reported).flatMap(([key, value]): [string, number][] => {
    const name = path + key;
    if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? [[name, value]] : [];
    return typeof value === 'object' && value !== null ? countsIn(value as object, `${name}.`) : [];
  });
}

/** Returns a ledger without the details that are 0. */
function filledLedger(ledger: Ledger): Ledger {
  const { input, cache_read, cache_write, output, reasoning, ...details } = ledger;
  const filled = Object.entries(details).filter(([, count]) => count !== undefined && count > 0);
  return { input, cache_read, cache_write, output, reasoning, ...Object.fromEntries(filled) };
}

/**
 * Returns the ledger of a usage object, and the counts that the ledger does not have under their own names.
 *
 * @param read paths of the counts that the ledger has
 */
export function countedUsage(ledger: Ledger, reported: Body, read: ReadonlySet<string>): CountedUsage {
  const filled = filledLedger(ledger);
  const others = countsIn(reported).filter(([name]) => !read.has(name));
  if (others.length === 0) return { ledger: filled };
  return { ledger: filled, usage: { ...usageFromLedger(filled), ...Object.fromEntries(others) } };
}

/** Returns the fields of a span without its tokens and cost, for a call that is counted elsewhere. */
export function uncounted<T extends CountedUsage>(fields: T): Omit<T, keyof CountedUsage> {
  const { ledger: _ledger, usage: _usage, totalEstimatedCost: _cost, ...rest } = fields;
  return rest;
}

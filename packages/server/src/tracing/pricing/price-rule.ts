import { canonicalProvider } from '@vitrine/core/model';
import { z } from 'zod';
import { modelNames } from './model-names.ts';
import type { Rates } from './priced-parts.ts';

const Rate = z.number({ error: 'a rate is a number of USD per million tokens' }).min(0, 'a rate is not below 0');

const CallRate = z
  .number({ error: 'a rate of calls is a number of USD per thousand calls' })
  .min(0, 'a rate is not below 0');

/** User's price of a model, which has priority over the catalog. */
export const PriceRule = z.strictObject({
  /** Only calls of this provider, by any name that SDKs send for it; those of every provider if left out. */
  provider: z.string().min(1).max(200).nullish(),
  /** Name of a model, or a prefix of names: `my-model`, `my-*`. Case is ignored. */
  model: z
    .string()
    .min(1)
    .max(500)
    .refine((model) => !model.slice(0, -1).includes('*'), 'a * stands at the end, as in gpt-4o*'),
  /** Only calls with this service tier, such as `flex`. Without it, known factors of tiers apply to the rates. */
  service_tier: z.string().min(1).max(200).nullish(),
  /**
   * USD per million tokens, or per thousand calls. Rates of cached input default to the rate of input, and the rate of
   * reasoning to the rate of output. The other parts are unpriced without a rate.
   */
  rates: z.strictObject({
    input: Rate,
    cache_read: Rate.optional(),
    cache_write: Rate.optional(),
    output: Rate,
    reasoning: Rate.optional(),
    cache_write_1h: Rate.optional(),
    input_audio: Rate.optional(),
    input_image: Rate.optional(),
    cache_read_audio: Rate.optional(),
    cache_read_image: Rate.optional(),
    output_audio: Rate.optional(),
    output_image: Rate.optional(),
    web_search_requests: CallRate.optional(),
    file_search_requests: CallRate.optional(),
  }),
  /** First day on which the rule applies, such as `2026-01-31` (UTC); always if left out. */
  valid_from: z.iso.date({ error: 'a day such as 2026-01-31' }).nullish(),
});
export type PriceRule = z.infer<typeof PriceRule>;

/**
 * Returns the rule for a call. If several rules match, a rule for the provider takes precedence over a rule for all
 * providers, then a rule for the service tier, then a whole name over a prefix, a longer prefix over a shorter one, and a
 * later first day over an earlier one.
 */
export function ruleFor(
  rules: readonly PriceRule[],
  call: { model: string; provider: string; service_tier: string; at: Date },
): PriceRule | undefined {
  const provider = canonicalProvider(call.provider);
  const names = new Set(modelNames(provider, call.model.toLowerCase()).map((name) => name.model));
  const day = call.at.toISOString().slice(0, 10);
  let best: { rule: PriceRule; rank: readonly number[] } | undefined;
  for (const rule of rules) {
    if (rule.provider && canonicalProvider(rule.provider) !== provider) continue;
    if (rule.valid_from && rule.valid_from > day) continue;
    if (rule.service_tier && rule.service_tier.toLowerCase() !== call.service_tier.toLowerCase()) continue;
    const model = rule.model.toLowerCase();
    const beginning = model.endsWith('*') ? model.slice(0, -1) : undefined;
    if (beginning === undefined ? !names.has(model) : ![...names].some((name) => name.startsWith(beginning))) continue;
    const exactness = beginning === undefined ? Infinity : beginning.length;
    const rank = [
      rule.provider ? 1 : 0,
      rule.service_tier ? 1 : 0,
      exactness,
      rule.valid_from ? Date.parse(rule.valid_from) : -Infinity,
    ];
    if (!best || isHigher(rank, best.rank)) best = { rule, rank };
  }
  return best?.rule;
}

function isHigher(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, index) => value !== b[index]);
  return first !== -1 && (a[first] ?? 0) > (b[first] ?? 0);
}

/** Returns the rates of a rule per token or call. */
export function ruleRates({ rates }: PriceRule): Rates {
  const { web_search_requests: web, file_search_requests: file, ...tokens } = rates;
  const { input, output, cache_read = input, cache_write = input, reasoning = output } = tokens;
  const perMillion = { ...tokens, cache_read, cache_write, reasoning };
  return {
    ...Object.fromEntries(
      Object.entries(perMillion).flatMap(([part, rate]) => (rate === undefined ? [] : [[part, rate / 1e6]])),
    ),
    ...(web !== undefined && { web_search_requests: web / 1e3 }),
    ...(file !== undefined && { file_search_requests: file / 1e3 }),
  };
}

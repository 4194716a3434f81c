/** Names of the tier with a model's usual rates. */
const STANDARD = new Set(['', 'standard', 'standard_only', 'default', 'auto', 'on_demand', 'on-demand', 'none']);

/** Rates of a provider's tiers, relative to its standard rates. */
interface Tiers {
  /** Factors by the name of the tier. */
  factors: Readonly<Record<string, number>>;
  /** Factors of the tier `priority` for models whose name matches. */
  priority?: readonly [model: RegExp, factor: number][];
}

const HALF_PRICE: Tiers = { factors: { batch: 0.5, flex: 0.5 } };

/**
 * Tiers by provider.
 *
 * Sources: openai.com/api-priority-processing and developers.openai.com/api/docs/pricing;
 * ai.google.dev/gemini-api/docs/optimization (priority costs 75 to 100 % more, which is no rate);
 * platform.claude.com/docs/en/about-claude/pricing (batch); console.groq.com/docs/flex-processing (the usual rates);
 * aws.amazon.com/bedrock/pricing.
 */
const TIERS: Readonly<Record<string, Tiers>> = {
  openai: {
    ...HALF_PRICE,
    priority: [
      [/^gpt-5\.5(?!-mini|-nano)/, 2.5],
      [/^gpt-5-mini/, 1.8],
      [/^gpt-5(?!.*nano)/, 2],
      [/^gpt-4\.1-nano/, 2],
      [/^gpt-4\.1/, 1.75],
      [/^gpt-4o-mini/, 0.25 / 0.15],
      [/^gpt-4o(?!.*audio|.*realtime)/, 1.7],
      [/^o3(?!-mini|-pro|-deep)/, 1.75],
      [/^o4-mini(?!-deep)/, 2 / 1.1],
    ],
  },
  azure: { factors: { batch: 0.5 } },
  google: HALF_PRICE,
  anthropic: { factors: { batch: 0.5 } },
  aws: HALF_PRICE,
  mistral: { factors: { batch: 0.5 } },
  'x-ai': { factors: { batch: 0.5 } },
  groq: { factors: { batch: 0.5, flex: 1, performance: 1 } },
};

/**
 * Returns the factor between the rates of a service tier and the usual rates of a model; `undefined` if it is not
 * known.
 *
 * @param provider canonical name
 * @param model name in the catalog
 * @param tier as the provider reports it, such as `flex`
 */
export function tierFactor(provider: string, model: string, tier: string): number | undefined {
  const name = tier.trim().toLowerCase();
  if (STANDARD.has(name)) return 1;
  const tiers = Object.hasOwn(TIERS, provider) ? TIERS[provider] : undefined;
  if (tiers === undefined) return undefined;
  if (Object.hasOwn(tiers.factors, name)) return tiers.factors[name];
  if (name !== 'priority') return undefined;
  return tiers.priority?.find(([pattern]) => pattern.test(model))?.[1];
}

import { countOf, objectOf, objectsOf } from './body-fields.ts';
import { countedUsage, type CountedUsage } from './counted-usage.ts';
import type { Body } from './endpoint.ts';

/** Counts that the ledger has. The details are lists of a modality and a count. */
const READ = new Set([
  'promptTokenCount',
  'cachedContentTokenCount',
  'candidatesTokenCount',
  'responseTokenCount',
  'thoughtsTokenCount',
  'toolUsePromptTokenCount',
  'totalTokenCount',
]);
const DETAILS = [
  'promptTokensDetails',
  'cacheTokensDetails',
  'candidatesTokensDetails',
  'responseTokensDetails',
  'toolUsePromptTokensDetails',
] as const;

/** Returns the tokens of a modality in one of the lists of details. */
function tokensOf(counts: Body, list: (typeof DETAILS)[number], modality: 'AUDIO' | 'IMAGE'): number {
  const found = objectsOf(counts[list]).filter((detail) => detail['modality'] === modality);
  return found.reduce((sum, { tokenCount }) => sum + countOf(tokenCount), 0);
}

/** Returns the counts of modalities that have no price of their own, such as `candidatesTokensDetails.VIDEO`. */
function otherModalities(counts: Body): Body {
  const others = DETAILS.flatMap((list) =>
    objectsOf(counts[list])
      .filter(({ modality }) => !['TEXT', 'AUDIO', 'IMAGE'].includes(String(modality)))
      .map(({ modality, tokenCount }) => [`${list}.${String(modality)}`, tokenCount]),
  );
  return Object.fromEntries(others) as Body;
}

/**
 * Returns Gemini's usage as the ledger's disjoint parts and their details, in tokens. Prompts include cached tokens, but
 * not the tokens of tools that Google runs. Candidates exclude thoughts.
 */
export function usageOf(usage: unknown): CountedUsage {
  if (typeof usage !== 'object' || usage === null) return {};
  const counts = objectOf(usage);
  const cache_read = countOf(counts['cachedContentTokenCount']);
  const tools = countOf(counts['toolUsePromptTokenCount']);
  const input = Math.max(0, countOf(counts['promptTokenCount']) - cache_read) + tools;
  const output = countOf(counts['candidatesTokenCount'] ?? counts['responseTokenCount']);
  const uncached = (modality: 'AUDIO' | 'IMAGE') => {
    const prompt = tokensOf(counts, 'promptTokensDetails', modality) - tokensOf(counts, 'cacheTokensDetails', modality);
    return Math.min(Math.max(0, prompt) + tokensOf(counts, 'toolUsePromptTokensDetails', modality), input);
  };
  const cached = (modality: 'AUDIO' | 'IMAGE') =>
    Math.min(tokensOf(counts, 'cacheTokensDetails', modality), cache_read);
  const answered = (modality: 'AUDIO' | 'IMAGE') => {
    const candidates = tokensOf(counts, 'candidatesTokensDetails', modality);
    return Math.min(candidates + tokensOf(counts, 'responseTokensDetails', modality), output);
  };
  const ledger = {
    input,
    cache_read,
    cache_write: 0,
    output,
    reasoning: countOf(counts['thoughtsTokenCount']),
    input_audio: uncached('AUDIO'),
    input_image: uncached('IMAGE'),
    cache_read_audio: cached('AUDIO'),
    cache_read_image: cached('IMAGE'),
    output_audio: answered('AUDIO'),
    output_image: answered('IMAGE'),
  };
  const rest = Object.fromEntries(
    Object.entries(counts).filter(([key]) => !(DETAILS as readonly string[]).includes(key)),
  );
  return countedUsage(ledger, { ...rest, ...otherModalities(counts) }, READ);
}

/** Traffic types of Vertex AI that are service tiers. */
const TIERS: Readonly<Record<string, string>> = {
  ON_DEMAND: 'standard',
  ON_DEMAND_PRIORITY: 'priority',
  ON_DEMAND_FLEX: 'flex',
};

/** Returns the service tier of a call, as the Gemini API names it, or else the traffic type of Vertex AI. */
export function serviceTierOf(usage: unknown): string | undefined {
  const { serviceTier, trafficType } = objectOf(usage);
  const tier = typeof serviceTier === 'string' ? serviceTier : trafficType;
  if (typeof tier !== 'string' || /unspecified$/i.test(tier)) return undefined;
  return TIERS[tier] ?? tier.toLowerCase();
}

import { type Ledger, type SpanUpdateOptions, usageFromLedger } from '@vitrine/core';
import { usageOf as anthropicUsageOf } from '../model-calls/anthropic-usage.ts';
import { serviceTierOf as googleTierOf, usageOf as googleUsageOf } from '../model-calls/google-usage.ts';
import { objectOf, textOf } from '../model-calls/body-fields.ts';
import type { CountedUsage } from '../model-calls/counted-usage.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { usageOf as openaiUsageOf } from '../model-calls/openai-usage.ts';
import type { LanguageModelUsage } from './events.ts';

/** Returns the usage in a provider's own form, by the names of its counts. */
function ownUsage(raw: Body): CountedUsage {
  if ('promptTokenCount' in raw || 'candidatesTokenCount' in raw) return googleUsageOf(raw);
  if ('cache_creation_input_tokens' in raw || 'cache_creation' in raw) return anthropicUsageOf(raw);
  return 'prompt_tokens' in raw || 'input_tokens' in raw || 'cost' in raw ? openaiUsageOf(raw) : {};
}

/** Returns the provider's own usage: the raw usage since version 6, before it a part of some providers' metadata. */
function rawUsage({ raw }: LanguageModelUsage, metadata: Body): Body {
  if (typeof raw === 'object' && raw !== null) return objectOf(raw);
  const { anthropic, google, vertex, openrouter } = metadata;
  const reported = [anthropic, openrouter].map((own) => objectOf(own)['usage']);
  const found = [...reported, objectOf(google)['usageMetadata'], objectOf(vertex)['usageMetadata']];
  return objectOf(found.find((usage) => typeof usage === 'object' && usage !== null));
}

/** Returns the ledger of the counts that the AI SDK has for all providers. */
function commonLedger(usage: LanguageModelUsage): Ledger {
  const { noCacheTokens, cacheReadTokens, cacheWriteTokens } = usage.inputTokenDetails ?? {};
  const [cache_read, cache_write] = [cacheReadTokens ?? 0, cacheWriteTokens ?? 0];
  const { textTokens, reasoningTokens: reasoning = 0 } = usage.outputTokenDetails ?? {};
  return {
    input: noCacheTokens ?? Math.max(0, (usage.inputTokens ?? 0) - cache_read - cache_write),
    cache_read,
    cache_write,
    output: usage.outputTokens === undefined ? (textTokens ?? 0) : Math.max(0, usage.outputTokens - reasoning),
    reasoning,
  };
}

/** Returns the cost in USD that Vercel's gateway reports. */
function gatewayCost(metadata: Body): number | undefined {
  const { cost } = objectOf(metadata['gateway']);
  const usd = typeof cost === 'string' && cost !== '' ? Number(cost) : cost;
  return typeof usd === 'number' && Number.isFinite(usd) && usd >= 0 ? usd : undefined;
}

/** Returns the predicted tokens that OpenAI reports in its metadata. */
function predictedTokens(metadata: Body): Record<string, number> {
  const { acceptedPredictionTokens, rejectedPredictionTokens } = objectOf(metadata['openai']);
  const counts = { acceptedPredictionTokens, rejectedPredictionTokens };
  return Object.fromEntries(
    Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0),
  );
}

/**
 * Returns the AI SDK's usage as the ledger's disjoint parts, in tokens, and the details that the provider's own usage
 * has. For every provider `inputTokens` includes cached tokens, and `outputTokens` includes reasoning
 * (`ai/src/types/usage.ts`). Only Anthropic's provider for version 5 excludes cached tokens, so its own usage counts.
 */
export function usageOf(usage: LanguageModelUsage, providerMetadata?: unknown): CountedUsage {
  const metadata = objectOf(providerMetadata);
  const raw = rawUsage(usage, metadata);
  const own = ownUsage(raw);
  const common = commonLedger(usage);
  const isAnthropic5 =
    usage.inputTokenDetails?.noCacheTokens === undefined && 'cache_creation_input_tokens' in raw && own.ledger;
  const { input: _i, cache_read: _r, cache_write: _w, output: _o, reasoning: _g, ...details } = own.ledger ?? {};
  const ledger = isAnthropic5 ? { ...common, ...own.ledger } : { ...common, ...details };
  const parts = usageFromLedger(own.ledger ?? {});
  const others = { ...own.usage, ...predictedTokens(metadata) };
  const unread = Object.entries(others).filter(([name]) => !(name in parts));
  const totalEstimatedCost = own.totalEstimatedCost ?? gatewayCost(metadata);
  return {
    ledger,
    ...(unread.length > 0 && { usage: { ...usageFromLedger(ledger), ...Object.fromEntries(unread) } }),
    ...(totalEstimatedCost !== undefined && { totalEstimatedCost }),
  };
}

/** Returns the service tier in which the provider ran a call. */
export function serviceTierOf(
  usage: LanguageModelUsage | undefined,
  providerMetadata: unknown,
): SpanUpdateOptions['serviceTier'] {
  const metadata = objectOf(providerMetadata);
  const raw = rawUsage(usage ?? {}, metadata);
  const { openai, azure, google, vertex } = metadata;
  const named = [openai, azure, google, vertex].map((own) => textOf(objectOf(own)['serviceTier']));
  return named.find((tier) => tier !== undefined) ?? textOf(raw['service_tier']) ?? googleTierOf(raw);
}

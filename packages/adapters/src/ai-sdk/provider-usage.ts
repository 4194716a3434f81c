import { objectOf } from '../model-calls/body-fields.ts';
import type { LanguageModelUsage } from './events.ts';

function count(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/**
 * Returns the usage that a provider of the AI SDK reports, in tokens. Since `LanguageModelV3` each count is an object of
 * parts; before, it was a number.
 */
export function providerUsage(reported: unknown): LanguageModelUsage | undefined {
  if (typeof reported !== 'object' || reported === null) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens, raw } = objectOf(reported);
  const [input, output] = [objectOf(inputTokens), objectOf(outputTokens)];
  return {
    inputTokens: count(inputTokens) ?? count(input['total']),
    inputTokenDetails: {
      noCacheTokens: count(input['noCache']),
      cacheReadTokens: count(input['cacheRead']) ?? count(cachedInputTokens),
      cacheWriteTokens: count(input['cacheWrite']),
    },
    outputTokens: count(outputTokens) ?? count(output['total']),
    outputTokenDetails: {
      textTokens: count(output['text']),
      reasoningTokens: count(output['reasoning']) ?? count(reasoningTokens),
    },
    raw,
  };
}

import type { Ledger } from '@vitrine/core/model';
import { calcPrice } from '@pydantic/genai-prices';
import type { CostStatus } from '@vitrine/core/model';

/** What a model call costs, and how far that is known. */
export interface Price {
  /** USD; null where the model has no price. */
  cost: number | null;
  status: CostStatus;
}

/** Names by which SDKs call the providers of the price table. */
const PROVIDERS: Record<string, string> = {
  'google-vertex': 'google',
  google_vertexai: 'google',
  google_ai: 'google',
  'google-generative-ai': 'google',
  'google.generative-ai': 'google',
  gemini: 'google',
  vertex_ai: 'google',
  'azure-openai': 'azure',
  azure_openai: 'azure',
  bedrock: 'aws',
  'amazon-bedrock': 'aws',
  aws_bedrock: 'aws',
  mistralai: 'mistral',
  xai: 'x-ai',
};

/**
 * Prices a call from its ledger, with the rates of `@pydantic/genai-prices` at the time of the call.
 *
 * A model that has usage and no price is `unpriced`, never free.
 */
export function priceOf(call: { model: string; provider: string; ledger: Partial<Ledger>; at: string }): Price {
  const { input = 0, cache_read = 0, cache_write = 0, output = 0, reasoning = 0 } = call.ledger;
  if (input + cache_read + cache_write + output + reasoning === 0) return { cost: null, status: '' };
  if (call.model === '') return { cost: null, status: 'unpriced' };
  const usage = {
    input_tokens: input + cache_read + cache_write,
    cache_read_tokens: cache_read,
    cache_write_tokens: cache_write,
    output_tokens: output + reasoning,
  };
  const timestamp = new Date(call.at);
  // "openai.chat" is OpenAI's; a provider that the table does not know is guessed from the model's name.
  const provider = call.provider.toLowerCase();
  const providerId = PROVIDERS[provider] ?? provider.split('.')[0];
  const price =
    (providerId ? calcPrice(usage, call.model, { providerId, timestamp }) : null) ??
    calcPrice(usage, call.model, { timestamp });
  return price ? { cost: price.total_price, status: 'priced' } : { cost: null, status: 'unpriced' };
}

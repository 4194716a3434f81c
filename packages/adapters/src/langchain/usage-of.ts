import { usageOf as anthropicUsageOf } from '../model-calls/anthropic-usage.ts';
import { countOf, objectOf, textOf } from '../model-calls/body-fields.ts';
import { countedUsage, type CountedUsage } from '../model-calls/counted-usage.ts';
import type { Body } from '../model-calls/endpoint.ts';

/** Service tiers that LangChain puts before the names of details, such as `flex_cache_read`. */
const TIERS = ['flex', 'priority', 'batch'] as const;
const PREFIX = /^(?:flex|priority|batch)_/;

/** Details of inputs and outputs that the ledger has. */
const READ_DETAILS = {
  input_token_details: [
    'text',
    'audio',
    'image',
    'cache_read',
    'cache_creation',
    'ephemeral_5m_input_tokens',
    'ephemeral_1h_input_tokens',
  ],
  output_token_details: ['text', 'audio', 'image', 'reasoning'],
} as const;
const READ: ReadonlySet<string> = new Set([
  'input_tokens',
  'output_tokens',
  'total_tokens',
  ...TIERS,
  ...Object.entries(READ_DETAILS).flatMap(([list, names]) =>
    [...names, ...TIERS].flatMap((name) => [`${list}.${name}`, ...TIERS.map((tier) => `${list}.${tier}_${name}`)]),
  ),
]);

/** Returns the details without the prefix of a service tier. */
function plainDetails(details: unknown): Body {
  return Object.fromEntries(
    Object.entries(objectOf(details)).map(([name, count]) => [name.replace(PREFIX, ''), count]),
  );
}

/**
 * Returns LangChain's `usage_metadata` as the ledger's disjoint parts and their details, in tokens. Inputs include
 * cached tokens, and outputs include reasoning.
 *
 * @param metadata the message's `response_metadata`, which has Anthropic's own usage
 */
export function usageOf(usage: unknown, metadata: Body): CountedUsage {
  if (typeof usage !== 'object' || usage === null) return {};
  const counts = objectOf(usage);
  const inputs = plainDetails(counts['input_token_details']);
  const outputs = plainDetails(counts['output_token_details']);
  const own = anthropicUsageOf(metadata['usage']).ledger;
  const oneHour = countOf(inputs['ephemeral_1h_input_tokens']);
  const cache_read = countOf(inputs['cache_read']);
  const cache_write = countOf(inputs['cache_creation']) || countOf(inputs['ephemeral_5m_input_tokens']) + oneHour;
  const reasoning = countOf(outputs['reasoning']);
  const input = Math.max(0, countOf(counts['input_tokens']) - cache_read - cache_write);
  const output = Math.max(0, countOf(counts['output_tokens']) - reasoning);
  const ledger = {
    input,
    cache_read,
    cache_write,
    output,
    reasoning,
    cache_write_1h: Math.min(oneHour || (own?.cache_write_1h ?? 0), cache_write),
    input_audio: Math.min(countOf(inputs['audio']), input),
    input_image: Math.min(countOf(inputs['image']), input),
    output_audio: Math.min(countOf(outputs['audio']), output),
    output_image: Math.min(countOf(outputs['image']), output),
    web_search_requests: own?.web_search_requests ?? 0,
  };
  return countedUsage(ledger, counts, READ);
}

/** Returns the service tier of a call from the response, or else from the names of the details. */
export function serviceTierOf(usage: unknown, metadata: Body): string | undefined {
  const reported = textOf(metadata['service_tier']) ?? textOf(objectOf(metadata['usage'])['service_tier']);
  if (reported !== undefined) return reported;
  const { input_token_details, output_token_details } = objectOf(usage);
  const names = Object.keys({ ...objectOf(input_token_details), ...objectOf(output_token_details) });
  return TIERS.find((tier) => names.some((name) => name === tier || name.startsWith(`${tier}_`)));
}

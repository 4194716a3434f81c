import { countOf, objectOf } from './body-fields.ts';
import { countedUsage, type CountedUsage } from './counted-usage.ts';

/** Counts that the ledger has. */
const READ: ReadonlySet<string> = new Set([
  'input_tokens',
  'output_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'output_tokens_details.thinking_tokens',
  'server_tool_use.web_search_requests',
]);

/**
 * Returns Anthropic's usage as the ledger's disjoint parts and their details, in tokens. Inputs exclude cached tokens,
 * and outputs include thinking.
 */
export function usageOf(usage: unknown): CountedUsage {
  if (typeof usage !== 'object' || usage === null) return {};
  const counts = objectOf(usage);
  const { ephemeral_1h_input_tokens, ephemeral_5m_input_tokens } = objectOf(counts['cache_creation']);
  const [oneHour, fiveMinutes] = [countOf(ephemeral_1h_input_tokens), countOf(ephemeral_5m_input_tokens)];
  const cache_write = countOf(counts['cache_creation_input_tokens']) || oneHour + fiveMinutes;
  const reasoning = countOf(objectOf(counts['output_tokens_details'])['thinking_tokens']);
  const ledger = {
    input: countOf(counts['input_tokens']),
    cache_read: countOf(counts['cache_read_input_tokens']),
    cache_write,
    output: Math.max(0, countOf(counts['output_tokens']) - reasoning),
    reasoning,
    cache_write_1h: Math.min(oneHour, cache_write),
    web_search_requests: countOf(objectOf(counts['server_tool_use'])['web_search_requests']),
  };
  return countedUsage(ledger, counts, READ);
}

import type { Ledger } from '@vitrine/core';
import { countOf, objectOf } from './body-fields.ts';
import { countedUsage, type CountedUsage } from './counted-usage.ts';
import type { Body } from './endpoint.ts';

/** Counts that the ledger has, in both APIs and in those of compatible endpoints. */
const READ: ReadonlySet<string> = new Set([
  'prompt_tokens',
  'completion_tokens',
  'input_tokens',
  'output_tokens',
  'total_tokens',
  'num_cached_tokens',
  'prompt_cache_hit_tokens',
  'prompt_cache_miss_tokens',
  'server_tool_use.web_search_requests',
  ...['prompt_tokens_details', 'input_tokens_details', 'input_token_details'].flatMap((details) => [
    `${details}.text_tokens`,
    `${details}.audio_tokens`,
    `${details}.image_tokens`,
    `${details}.cached_tokens`,
    `${details}.cache_write_tokens`,
    `${details}.cached_tokens_details.text_tokens`,
    `${details}.cached_tokens_details.audio_tokens`,
    `${details}.cached_tokens_details.image_tokens`,
  ]),
  ...['completion_tokens_details', 'output_tokens_details', 'output_token_details'].flatMap((details) => [
    `${details}.text_tokens`,
    `${details}.audio_tokens`,
    `${details}.image_tokens`,
    `${details}.reasoning_tokens`,
  ]),
]);

/** Returns the counts of a detail of the input. A part of it may be cached. */
function inputDetail(name: string, prompts: Body, ledger: Ledger): [uncached: number, cached: number] {
  const all = countOf(prompts[name]);
  const cached = Math.min(countOf(objectOf(prompts['cached_tokens_details'])[name]), ledger.cache_read);
  return [Math.min(Math.max(0, all - cached), ledger.input), cached];
}

/** Returns the cost in USD that a router reports. With the app's own key for a provider, its cost is separate. */
function costOf({ cost, cost_details, is_byok }: Body): number | undefined {
  if (typeof cost !== 'number' || cost < 0) return undefined;
  const { upstream_inference_cost: upstream } = objectOf(cost_details);
  return is_byok === true && typeof upstream === 'number' ? cost + upstream : cost;
}

function ledgerOf(counts: Body): Ledger {
  const prompt = countOf(counts['prompt_tokens'] ?? counts['input_tokens']);
  const completion = countOf(counts['completion_tokens'] ?? counts['output_tokens']);
  const prompts = objectOf(
    counts['prompt_tokens_details'] ?? counts['input_tokens_details'] ?? counts['input_token_details'],
  );
  const completions = objectOf(
    counts['completion_tokens_details'] ?? counts['output_tokens_details'] ?? counts['output_token_details'],
  );
  const cache_read = countOf(
    prompts['cached_tokens'] ?? counts['prompt_cache_hit_tokens'] ?? counts['num_cached_tokens'],
  );
  const cache_write = countOf(prompts['cache_write_tokens']);
  const reasoning = countOf(completions['reasoning_tokens']);
  const isReasoningApart = reasoning > 0 && countOf(counts['total_tokens']) === prompt + completion + reasoning;
  const ledger: Ledger = {
    input: Math.max(0, prompt - cache_read - cache_write),
    cache_read,
    cache_write,
    output: isReasoningApart ? completion : Math.max(0, completion - reasoning),
    reasoning,
  };
  const [input_audio, cache_read_audio] = inputDetail('audio_tokens', prompts, ledger);
  const [input_image, cache_read_image] = inputDetail('image_tokens', prompts, ledger);
  return {
    ...ledger,
    input_audio,
    cache_read_audio,
    input_image,
    cache_read_image,
    output_audio: Math.min(countOf(completions['audio_tokens']), ledger.output),
    output_image: Math.min(countOf(completions['image_tokens']), ledger.output),
    web_search_requests: countOf(objectOf(counts['server_tool_use'])['web_search_requests']),
  };
}

/**
 * Returns OpenAI's usage, from any of its APIs, as the ledger's disjoint parts and their details, in tokens. Prompts
 * include cached tokens, and completions include reasoning. Some compatible endpoints (xAI) count reasoning separately
 * from the completion; the total shows which.
 *
 * @param calls counts that are not in the usage, such as web searches
 */
export function usageOf(usage: unknown, calls: Partial<Ledger> = {}): CountedUsage {
  if (typeof usage !== 'object' || usage === null) return {};
  const counts = objectOf(usage);
  const counted = countedUsage({ ...ledgerOf(counts), ...calls }, counts, READ);
  const totalEstimatedCost = costOf(counts);
  return totalEstimatedCost === undefined ? counted : { ...counted, totalEstimatedCost };
}

/** Returns the usage of a call that makes images. Without details, all output tokens count as image tokens. */
export function imageUsageOf(usage: unknown): CountedUsage {
  const { output_tokens, output_tokens_details } = objectOf(usage);
  return usageOf(usage, output_tokens_details === undefined ? { output_image: countOf(output_tokens) } : {});
}

/** Returns the numbers of calls of OpenAI's own tools in the output of a response, which have a price of their own. */
export function toolCallsOf(output: readonly Body[]): Partial<Ledger> {
  const isSearch = ({ action }: Body): boolean => [undefined, 'search'].includes(objectOf(action)['type'] as undefined);
  const web_search_requests = output.filter((item) => item['type'] === 'web_search_call' && isSearch(item)).length;
  const file_search_requests = output.filter(({ type }) => type === 'file_search_call').length;
  return {
    ...(web_search_requests > 0 && { web_search_requests }),
    ...(file_search_requests > 0 && { file_search_requests }),
  };
}

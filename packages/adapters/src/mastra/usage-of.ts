import { countOf } from '../model-calls/body-fields.ts';
import { countedUsage, type CountedUsage } from '../model-calls/counted-usage.ts';
import type { UsageStats } from './exported-span.ts';

/** Counts that the ledger has. */
const READ: ReadonlySet<string> = new Set([
  'inputTokens',
  'outputTokens',
  'outputDetails.text',
  'outputDetails.reasoning',
  'outputDetails.audio',
  'outputDetails.image',
  'inputDetails.text',
  'inputDetails.cacheRead',
  'inputDetails.cacheWrite',
  'inputDetails.cacheWrite5m',
  'inputDetails.cacheWrite1h',
  'inputDetails.audio',
  'inputDetails.image',
]);

/** Returns Mastra's usage as the ledger's disjoint parts and their details, in tokens. */
export function usageOf(usage: UsageStats): CountedUsage {
  if (usage.inputTokens === undefined && usage.outputTokens === undefined) return {};
  const { inputTokens, outputTokens, inputDetails = {}, outputDetails = {} } = usage;
  const cache_read = countOf(inputDetails.cacheRead);
  const oneHour = countOf(inputDetails.cacheWrite1h);
  const cache_write = countOf(inputDetails.cacheWrite) || countOf(inputDetails.cacheWrite5m) + oneHour;
  const reasoning = countOf(outputDetails.reasoning);
  const input = Math.max(0, countOf(inputTokens) - cache_read - cache_write);
  const output = Math.max(0, countOf(outputTokens) - reasoning);
  const ledger = {
    input,
    cache_read,
    cache_write,
    output,
    reasoning,
    cache_write_1h: Math.min(oneHour, cache_write),
    input_audio: Math.min(countOf(inputDetails.audio), input),
    input_image: Math.min(countOf(inputDetails.image), input),
    output_audio: Math.min(countOf(outputDetails.audio), output),
    output_image: Math.min(countOf(outputDetails.image), output),
  };
  return countedUsage(ledger, { ...usage }, READ);
}

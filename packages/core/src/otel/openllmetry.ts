import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * Attributes that OpenLLMetry (Traceloop) writes in addition to the GenAI conventions. Its workflows and tasks have
 * their arguments as JSON in `traceloop.entity.input`. Its JavaScript instrumentation for Anthropic passes on
 * Anthropic's `input_tokens`, which exclude cached tokens. All others count as the GenAI conventions do.
 * `llm.usage.*`, `llm.prompts.*` and `llm.completions.*` are the names of versions before 0.40.
 *
 * Source: traceloop/openllmetry, `opentelemetry-semantic-conventions-ai` 0.4.
 */
export const OPENLLMETRY: Convention = {
  prefixes: ['traceloop.', 'llm.request.type', 'llm.usage.', 'llm.prompts.', 'llm.completions.'],
  kinds: [
    { from: 'traceloop.span.kind', as: { workflow: 'chain', task: 'step', agent: 'agent', tool: 'tool' } },
    { from: 'llm.request.type', as: { chat: 'llm', completion: 'llm', embedding: 'embedding', rerank: 'rerank' } },
  ],
  scalars: {
    thread_id: threadSources('traceloop.association.properties.'),
  },
  usage: {
    prompt: ['llm.usage.prompt_tokens'],
    completion: ['llm.usage.completion_tokens'],
    total: ['llm.usage.total_tokens'],
    cache_read: ['llm.usage.cache_read_input_tokens'],
    cache_write: ['llm.usage.cache_creation_input_tokens'],
    reasoning: ['llm.usage.reasoning_tokens'],
  },
  usagePrefix: 'llm.usage.',
  cacheExcluded: ['@traceloop/instrumentation-anthropic'],
  input: [{ parts: { messages: 'llm.prompts.*' } }, { whole: 'traceloop.entity.input' }],
  output: [{ parts: { messages: 'llm.completions.*' } }, { whole: 'traceloop.entity.output' }],
};

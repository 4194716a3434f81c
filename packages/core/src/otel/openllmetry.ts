import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * Attributes that OpenLLMetry (Traceloop) writes in addition to the GenAI conventions. Its workflows and tasks have
 * their arguments as JSON in `traceloop.entity.input`. Its JavaScript instrumentation for Anthropic passes on
 * Anthropic's `input_tokens`, which exclude cached tokens. All others count as the GenAI conventions do.
 */
export const OPENLLMETRY: Convention = {
  prefixes: ['traceloop.', 'llm.request.type'],
  kinds: [
    { from: 'traceloop.span.kind', as: { workflow: 'chain', task: 'step', agent: 'agent', tool: 'tool' } },
    { from: 'llm.request.type', as: { chat: 'llm', completion: 'llm', embedding: 'embedding', rerank: 'rerank' } },
  ],
  scalars: {
    thread_id: threadSources('traceloop.association.properties.'),
  },
  cacheExcluded: ['@traceloop/instrumentation-anthropic'],
  input: [{ whole: 'traceloop.entity.input' }],
  output: [{ whole: 'traceloop.entity.output' }],
};

import type { Convention } from './convention.ts';

/**
 * OpenTelemetry's GenAI semantic conventions, the current ones and those before 1.37 (`gen_ai.system`,
 * `gen_ai.prompt.N.*`, `gen_ai.usage.prompt_tokens`), which OpenLLMetry and many others still write.
 *
 * Source: opentelemetry.io/docs/specs/semconv/gen-ai. `gen_ai.usage.input_tokens` includes cached tokens, and
 * `gen_ai.usage.output_tokens` reasoning. `agent_step`, `rerank` and `decide` are the AI SDK's own operations.
 */
export const GEN_AI: Convention = {
  prefixes: ['gen_ai.'],
  kinds: [
    {
      from: 'gen_ai.operation.name',
      as: {
        chat: 'llm',
        text_completion: 'llm',
        generate_content: 'llm',
        decide: 'llm',
        embeddings: 'embedding',
        rerank: 'rerank',
        retrieval: 'retrieval',
        execute_tool: 'tool',
        invoke_agent: 'agent',
        create_agent: 'agent',
        agent_step: 'step',
        plan: 'step',
        invoke_workflow: 'chain',
      },
    },
  ],
  markers: [
    ['gen_ai.tool.name', 'tool'],
    ['gen_ai.request.model', 'llm'],
    ['gen_ai.response.model', 'llm'],
    ['gen_ai.usage.', 'llm'],
    ['gen_ai.agent.name', 'agent'],
    ['gen_ai.provider.name', 'llm'],
    ['gen_ai.system', 'llm'],
  ],
  names: { tool: ['gen_ai.tool.name'], agent: ['gen_ai.agent.name'] },
  scalars: {
    model: ['gen_ai.response.model', 'gen_ai.request.model'],
    provider: ['gen_ai.provider.name', 'gen_ai.system'],
    thread_id: ['gen_ai.conversation.id'],
  },
  usage: {
    prompt: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    completion: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
    cache_read: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.details.cache_read_tokens',
    ],
    cache_write: [
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.input_tokens.cache_write',
      'gen_ai.usage.details.cache_write_tokens',
    ],
    reasoning: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.details.reasoning_tokens',
    ],
  },
  usagePrefix: 'gen_ai.usage.',
  usageParts: [
    'cost',
    'cache_creation.5m_input_tokens',
    'cache_creation.1h_input_tokens',
    'audio_input_tokens',
    'audio_output_tokens',
    'details.*',
  ],
  cost: ['gen_ai.usage.cost', 'operation.cost'],
  input: [
    {
      parts: { messages: 'gen_ai.input.messages' },
      also: { system: 'gen_ai.system_instructions', tools: 'gen_ai.tool.definitions' },
    },
    { parts: { messages: 'gen_ai.prompt.*' }, also: { tools: 'llm.request.functions.*' } },
    { whole: 'gen_ai.prompt' },
    { whole: 'gen_ai.tool.call.arguments' },
    { parts: { query: 'gen_ai.retrieval.query.text' } },
    { parts: { system: 'gen_ai.system_instructions' } },
  ],
  output: [
    { parts: { messages: 'gen_ai.output.messages' } },
    { parts: { messages: 'gen_ai.completion.*' } },
    { whole: 'gen_ai.completion' },
    { whole: 'gen_ai.tool.call.result' },
    { parts: { documents: 'gen_ai.retrieval.documents' } },
  ],
  ttft: [
    { from: 'gen_ai.client.operation.time_to_first_chunk', unitMs: 1000 },
    { from: 'gen_ai.response.time_to_first_chunk', unitMs: 1000 },
    { from: 'gen_ai.server.time_to_first_token', unitMs: 1000 },
  ],
};

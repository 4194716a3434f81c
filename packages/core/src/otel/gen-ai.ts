import type { Convention, Source } from './convention.ts';

/** Names of the objects in which providers and SDKs divide the tokens of the prompt and of the completion. */
const PROMPT_DETAILS = ['prompt_tokens_details', 'input_tokens_details', 'input_token_details'];
const COMPLETION_DETAILS = ['completion_tokens_details', 'output_tokens_details', 'output_token_details'];

/** Sources of a count in such an object: spread over attributes, or as a whole in one. */
function details(prefix: string, objects: readonly string[], keys: readonly string[]): Source[] {
  return objects.flatMap((object) => keys.flatMap((key) => [`${prefix}${object}.${key}`, `${prefix}${object}#${key}`]));
}

/**
 * OpenTelemetry's GenAI semantic conventions, the current ones and those before 1.37 (`gen_ai.system`,
 * `gen_ai.prompt.N.*`, `gen_ai.usage.prompt_tokens`), which OpenLLMetry and many others still write.
 *
 * Source: open-telemetry/semantic-conventions-genai, `docs/registry/attributes/gen-ai.md` of 2026-11.
 * `gen_ai.usage.input_tokens` includes cached tokens, and `gen_ai.usage.output_tokens` reasoning. `agent_step`,
 * `rerank` and `decide` are the AI SDK's own operations, and `completion` is LlamaIndex's. The other names of cached
 * and reasoning tokens are those of SDKs and instrumentations before the conventions had a name for them.
 */
export const GEN_AI: Convention = {
  prefixes: ['gen_ai.'],
  kinds: [
    {
      from: 'gen_ai.operation.name',
      as: {
        chat: 'llm',
        text_completion: 'llm',
        completion: 'llm',
        responses: 'llm',
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
        search_memory: 'retrieval',
        create_memory: 'step',
        update_memory: 'step',
        upsert_memory: 'step',
        delete_memory: 'step',
        create_memory_store: 'step',
        delete_memory_store: 'step',
      },
    },
  ],
  markers: [
    ['gen_ai.evaluation.name', 'step'],
    ['gen_ai.tool.name', 'tool'],
    ['gen_ai.request.model', 'llm'],
    ['gen_ai.response.model', 'llm'],
    ['gen_ai.usage.', 'llm'],
    ['gen_ai.agent.name', 'agent'],
    ['gen_ai.provider.name', 'llm'],
    ['gen_ai.system', 'llm'],
  ],
  names: { tool: ['gen_ai.tool.name'], agent: ['gen_ai.agent.name'], chain: ['gen_ai.workflow.name'] },
  scalars: {
    model: ['gen_ai.response.model', 'gen_ai.request.model'],
    provider: ['gen_ai.provider.name', 'gen_ai.system'],
    thread_id: ['gen_ai.conversation.id'],
    service_tier: [
      'gen_ai.response.service_tier',
      'openai.response.service_tier',
      'gen_ai.openai.response.service_tier',
      'gen_ai.request.service_tier',
      'openai.request.service_tier',
      'gen_ai.openai.request.service_tier',
    ],
  },
  usage: {
    prompt: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    completion: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens'],
    cache_read: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.cached_input_tokens',
      'gen_ai.usage.cached_tokens',
      'gen_ai.usage.cache_read_tokens',
      ...details('gen_ai.usage.', PROMPT_DETAILS, ['cached_tokens', 'cache_read', 'cached', 'cache_read_tokens']),
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cache_read_input_tokens',
      'gen_ai.usage.details.cached_tokens',
      'gen_ai.usage.details.cached_content_tokens',
    ],
    cache_write: [
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_write_input_tokens',
      'gen_ai.usage.cache_write_tokens',
      'gen_ai.usage.cache_creation_tokens',
      'gen_ai.usage.input_tokens.cache_write',
      ...details('gen_ai.usage.', PROMPT_DETAILS, ['cache_creation', 'cache_write', 'cache_write_tokens']),
      'gen_ai.usage.details.cache_write_tokens',
      'gen_ai.usage.details.cache_creation_input_tokens',
    ],
    reasoning: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.reasoning_output_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.thinking_tokens',
      ...details('gen_ai.usage.', COMPLETION_DETAILS, ['reasoning_tokens', 'reasoning']),
      'gen_ai.usage.details.reasoning_tokens',
      'gen_ai.usage.details.thoughts_tokens',
    ],
  },
  details: {
    cache_write_1h: [
      'gen_ai.usage.cache_creation.1h_input_tokens',
      'gen_ai.usage.cache_creation.ephemeral_1h_input_tokens',
      'gen_ai.usage.cache_creation_1h_input_tokens',
      ...details('gen_ai.usage.', PROMPT_DETAILS, ['ephemeral_1h_input_tokens']),
    ],
    input_audio: [
      'gen_ai.usage.audio.input_tokens',
      'gen_ai.usage.audio_input_tokens',
      'gen_ai.usage.input_audio_tokens',
      'gen_ai.usage.input_tokens.audio',
      ...details('gen_ai.usage.', PROMPT_DETAILS, ['audio_tokens', 'audio']),
      'gen_ai.usage.details.input_audio_tokens',
    ],
    input_image: [
      'gen_ai.usage.image.input_tokens',
      'gen_ai.usage.input_image_tokens',
      ...details('gen_ai.usage.', PROMPT_DETAILS, ['image_tokens', 'image']),
    ],
    cache_read_audio: ['gen_ai.usage.cache_audio_read_tokens', 'gen_ai.usage.details.cache_audio_read_tokens'],
    output_audio: [
      'gen_ai.usage.audio.output_tokens',
      'gen_ai.usage.audio_output_tokens',
      'gen_ai.usage.output_audio_tokens',
      'gen_ai.usage.output_tokens.audio',
      ...details('gen_ai.usage.', COMPLETION_DETAILS, ['audio_tokens', 'audio']),
      'gen_ai.usage.details.output_audio_tokens',
    ],
    output_image: [
      'gen_ai.usage.image.output_tokens',
      'gen_ai.usage.output_image_tokens',
      ...details('gen_ai.usage.', COMPLETION_DETAILS, ['image_tokens', 'image']),
    ],
    web_search_requests: [
      'gen_ai.usage.web_search_requests',
      'gen_ai.usage.server_tool_use.web_search_requests',
      'gen_ai.usage.server_tool_use#web_search_requests',
      'gen_ai.usage.details.web_search_requests',
    ],
  },
  usagePrefix: 'gen_ai.usage.',
  usageParts: [
    'cost',
    'text.input_tokens',
    'text.output_tokens',
    'video.input_tokens',
    'cache_creation.5m_input_tokens',
    'cache_creation.ephemeral_5m_input_tokens',
    'experimental.*',
    'details.*',
    ...[...PROMPT_DETAILS, ...COMPLETION_DETAILS].flatMap((of) => [
      `${of}.text_tokens`,
      `${of}.accepted_prediction_tokens`,
      `${of}.rejected_prediction_tokens`,
      `${of}.ephemeral_5m_input_tokens`,
    ]),
  ],
  usageObjects: [...PROMPT_DETAILS, ...COMPLETION_DETAILS, 'server_tool_use'],
  cost: ['gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'gen_ai.usage.cost_usd', 'operation.cost'],
  input: [
    {
      parts: { messages: 'gen_ai.input.messages' },
      also: { system: 'gen_ai.system_instructions', tools: 'gen_ai.tool.definitions' },
    },
    { parts: { messages: 'gen_ai.prompt.*' }, also: { tools: 'llm.request.functions.*' } },
    { whole: 'gen_ai.prompt' },
    { whole: 'gen_ai.tool.call.arguments' },
    { parts: { query: 'gen_ai.retrieval.query.text' } },
    { parts: { query: 'gen_ai.memory.query.text' } },
    { for: ['step'], parts: { records: 'gen_ai.memory.records' } },
    { parts: { system: 'gen_ai.system_instructions' } },
  ],
  output: [
    { parts: { messages: 'gen_ai.output.messages' } },
    { parts: { messages: 'gen_ai.completion.*' } },
    { whole: 'gen_ai.completion' },
    { whole: 'gen_ai.tool.call.result' },
    { parts: { documents: 'gen_ai.retrieval.documents' } },
    { for: ['retrieval'], parts: { records: 'gen_ai.memory.records' } },
  ],
  ttft: [
    { from: 'gen_ai.client.operation.time_to_first_chunk', unitMs: 1000 },
    { from: 'gen_ai.response.time_to_first_chunk', unitMs: 1000 },
    { from: 'gen_ai.server.time_to_first_token', unitMs: 1000 },
  ],
};

import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * The AI SDK's own attributes, of versions 4 to 6 and of 7 with `LegacyOpenTelemetry`; and the attributes that 7
 * (`@ai-sdk/otel`) writes in addition to the GenAI conventions: runtime context and usage details.
 *
 * Source: "Collected Data" in the AI SDK's telemetry guide. An operation (`ai.generateText`) and each of its model
 * calls (`ai.generateText.doGenerate`) repeat the same usage; only the calls are model calls here. `inputTokens`
 * includes cached tokens and `outputTokens` reasoning; version 4 called them `promptTokens` and `completionTokens`.
 */
export const AI_SDK: Convention = {
  prefixes: ['ai.'],
  kinds: [
    {
      from: 'ai.operationId',
      as: {
        'ai.generatetext': 'agent',
        'ai.generatetext.dogenerate': 'llm',
        'ai.streamtext': 'agent',
        'ai.streamtext.dostream': 'llm',
        'ai.generateobject': 'step',
        'ai.generateobject.dogenerate': 'llm',
        'ai.streamobject': 'step',
        'ai.streamobject.dostream': 'llm',
        'ai.embed': 'step',
        'ai.embed.doembed': 'embedding',
        'ai.embedmany': 'step',
        'ai.embedmany.doembed': 'embedding',
        'ai.rerank': 'step',
        'ai.rerank.dorerank': 'rerank',
        'ai.toolcall': 'tool',
      },
    },
  ],
  names: { tool: ['ai.toolCall.name'], agent: ['ai.telemetry.functionId'] },
  scalars: {
    model: ['ai.response.model', 'ai.model.id'],
    provider: ['ai.model.provider'],
    service_tier: ['ai.response.providerMetadata#openai.serviceTier'],
    thread_id: [...threadSources('ai.telemetry.metadata.'), ...threadSources('ai.settings.context.')],
  },
  usage: {
    prompt: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
    completion: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    total: ['ai.usage.totalTokens'],
    cache_read: ['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
    cache_write: ['ai.usage.inputTokenDetails.cacheWriteTokens'],
    reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
  },
  details: {
    cache_write_1h: [
      'ai.usage.raw.cache_creation.ephemeral_1h_input_tokens',
      'ai.usage.raw#cache_creation.ephemeral_1h_input_tokens',
    ],
    web_search_requests: [
      'ai.usage.raw.server_tool_use.web_search_requests',
      'ai.usage.raw#server_tool_use.web_search_requests',
    ],
  },
  usagePrefix: 'ai.usage.',
  usageParts: ['inputTokenDetails.noCacheTokens', 'outputTokenDetails.textTokens', 'raw.*'],
  input: [
    {
      parts: { messages: 'ai.prompt.messages' },
      also: { tools: 'ai.prompt.tools', tool_choice: 'ai.prompt.toolChoice' },
    },
    { whole: 'ai.prompt' },
    { whole: 'ai.toolCall.args' },
    { whole: 'ai.value' },
    { parts: { values: 'ai.values' } },
    { parts: { documents: 'ai.documents' } },
  ],
  output: [
    {
      parts: { text: 'ai.response.text', toolCalls: 'ai.response.toolCalls', object: 'ai.response.object' },
      also: { reasoning: 'ai.response.reasoning', files: 'ai.response.files' },
    },
    { whole: 'ai.toolCall.result' },
    { whole: 'ai.embedding' },
    { parts: { embeddings: 'ai.embeddings' } },
    { parts: { ranking: 'ai.ranking' } },
  ],
  tags: ['ai.telemetry.metadata.tags', 'ai.settings.context.tags'],
  metadata: ['ai.telemetry.metadata.*', 'ai.settings.context.*'],
  ttft: [
    { from: 'ai.response.msToFirstChunk', unitMs: 1 },
    { from: 'ai.stream.msToFirstChunk', unitMs: 1 },
  ],
};

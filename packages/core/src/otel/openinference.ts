import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * OpenInference, which the Arize and Phoenix instrumentations write. Lists are spread over attributes, and each element
 * has a wrapper: `llm.input_messages.0.message.tool_calls.0.tool_call.function.name`.
 *
 * Source: Arize-ai/openinference, `openinference-semantic-conventions`, of 2026-11. For a model call, `input.value`
 * repeats the request that the messages, tools and parameters already contain, so it is used only if they are absent.
 */
export const OPENINFERENCE: Convention = {
  prefixes: ['openinference.span.kind', 'llm.', 'input.value', 'output.value', 'retrieval.', 'embedding.', 'reranker.'],
  kinds: [
    {
      from: 'openinference.span.kind',
      as: {
        llm: 'llm',
        chain: 'chain',
        agent: 'agent',
        tool: 'tool',
        retriever: 'retrieval',
        embedding: 'embedding',
        reranker: 'rerank',
        guardrail: 'guardrail',
        evaluator: 'step',
        prompt: 'step',
        decision: 'step',
      },
    },
  ],
  markers: [
    ['llm.model_name', 'llm'],
    ['embedding.model_name', 'embedding'],
    ['retrieval.documents.', 'retrieval'],
  ],
  scalars: {
    model: [
      'llm.response.model_name',
      'llm.model_name',
      'llm.request.model_name',
      'embedding.model_name',
      'reranker.model_name',
    ],
    provider: ['llm.provider', 'llm.system', 'metadata#ls_provider'],
    thread_id: ['session.id', ...threadSources('metadata#')],
    project_name: ['openinference.project.name'],
    service_tier: ['llm.invocation_parameters#service_tier'],
  },
  usage: {
    prompt: ['llm.token_count.prompt'],
    completion: ['llm.token_count.completion'],
    total: ['llm.token_count.total'],
    cache_read: ['llm.token_count.prompt_details.cache_read', 'llm.token_count.prompt_details.cache_input'],
    cache_write: ['llm.token_count.prompt_details.cache_write'],
    reasoning: ['llm.token_count.completion_details.reasoning'],
  },
  details: {
    input_audio: ['llm.token_count.prompt_details.audio'],
    output_audio: ['llm.token_count.completion_details.audio'],
  },
  usagePrefix: 'llm.token_count.',
  usageParts: ['prompt_details.*', 'completion_details.*'],
  cost: ['llm.cost.total'],
  costParts: ['llm.cost.'],
  wrappers: [
    'message',
    'message_content',
    'tool_call',
    'tool',
    'document',
    'embedding',
    'image',
    'prompt',
    'completion',
    'json_schema',
  ],
  renames: { contents: 'content' },
  input: [
    {
      parts: { messages: 'llm.input_messages.*', prompts: 'llm.prompts.*' },
      also: { system: 'llm.invocation_parameters#system', tools: 'llm.tools.*' },
    },
    { parts: { query: 'reranker.query', documents: 'reranker.input_documents.*' } },
    { whole: 'input.value' },
    { whole: 'tool.parameters' },
  ],
  output: [
    { parts: { messages: 'llm.output_messages.*', completions: 'llm.choices.*' } },
    { parts: { documents: 'retrieval.documents.*' } },
    { parts: { documents: 'reranker.output_documents.*' } },
    { parts: { embeddings: 'embedding.embeddings.*' } },
    { whole: 'output.value' },
  ],
  drop: ['input.mime_type', 'output.mime_type'],
  tags: ['tag.tags'],
  metadata: ['metadata'],
};

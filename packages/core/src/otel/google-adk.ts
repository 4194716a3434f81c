import type { Convention } from './convention.ts';

/**
 * Attributes that Google's Agent Development Kit writes in addition to the GenAI conventions. Its model calls have the
 * request and the response of Gemini as JSON. Gemini's `candidates_token_count` excludes thoughts. On tool calls the
 * request and the response are empty objects.
 *
 * Source: google/adk-python, `src/google/adk/telemetry/tracing.py` of 1.x, and google/adk-java.
 */
export const GOOGLE_ADK: Convention = {
  prefixes: ['gcp.vertex.agent.'],
  scalars: { thread_id: ['gcp.vertex.agent.session_id'] },
  usage: {
    completion: ['gcp.vertex.agent.llm_response#usage_metadata.candidates_token_count'],
    cache_read: ['gcp.vertex.agent.llm_response#usage_metadata.cached_content_token_count'],
    reasoning: [
      'gcp.vertex.agent.llm_response#usage_metadata.thoughts_token_count',
      'gen_ai.usage.experimental.reasoning_tokens',
    ],
  },
  separate: ['reasoning'],
  input: [
    { for: ['tool'], whole: 'gcp.vertex.agent.tool_call_args' },
    {
      for: ['llm'],
      parts: { messages: 'gcp.vertex.agent.llm_request#contents' },
      also: { config: 'gcp.vertex.agent.llm_request#config' },
    },
    { whole: 'gcp.vertex.agent.data' },
  ],
  output: [
    { for: ['tool'], whole: 'gcp.vertex.agent.tool_response' },
    { for: ['llm'], whole: 'gcp.vertex.agent.llm_response' },
  ],
  drop: ['gcp.vertex.agent.llm_request', 'gcp.vertex.agent.llm_response'],
};

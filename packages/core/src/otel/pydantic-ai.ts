import type { Convention } from './convention.ts';

/**
 * Attributes that Pydantic AI and Logfire write for agent runs and tool calls, in addition to the GenAI conventions, in
 * all five formats (`InstrumentationSettings(version=...)`). Agent runs have the sum of their calls as
 * `gen_ai.aggregated_usage.*`.
 *
 * Source: pydantic/pydantic-ai, `models/instrumented.py` of 1.x and `_instrumentation.py` of 2.x.
 */
export const PYDANTIC_AI: Convention = {
  prefixes: [
    'pydantic_ai.',
    'gen_ai.aggregated_usage.',
    'logfire.',
    'all_messages_events',
    'final_result',
    'tool_arguments',
    'tool_response',
    'agent_name',
  ],
  markers: [
    ['tool_arguments', 'tool'],
    ['tool_response', 'tool'],
    ['agent_name', 'agent'],
  ],
  usage: {
    prompt: ['gen_ai.aggregated_usage.input_tokens'],
    completion: ['gen_ai.aggregated_usage.output_tokens'],
    cache_read: [
      'gen_ai.aggregated_usage.cache_read.input_tokens',
      'gen_ai.aggregated_usage.details.cache_read_tokens',
      'gen_ai.aggregated_usage.details.cache_read_input_tokens',
      'gen_ai.aggregated_usage.details.cached_tokens',
    ],
    cache_write: [
      'gen_ai.aggregated_usage.cache_creation.input_tokens',
      'gen_ai.aggregated_usage.details.cache_write_tokens',
      'gen_ai.aggregated_usage.details.cache_creation_input_tokens',
    ],
    reasoning: [
      'gen_ai.aggregated_usage.reasoning.output_tokens',
      'gen_ai.aggregated_usage.details.reasoning_tokens',
      'gen_ai.aggregated_usage.details.thoughts_tokens',
    ],
  },
  usagePrefix: 'gen_ai.aggregated_usage.',
  usageParts: ['details.*'],
  drop: ['logfire.json_schema'],
  input: [
    { whole: 'tool_arguments' },
    { parts: { messages: 'pydantic_ai.all_messages' } },
    { parts: { messages: 'all_messages_events' } },
  ],
  output: [{ whole: 'tool_response' }, { whole: 'final_result' }],
};

import type { Convention } from './convention.ts';

/**
 * Attributes that Pydantic AI and Logfire write for agent runs and tool calls, in addition to the GenAI conventions.
 */
export const PYDANTIC_AI: Convention = {
  prefixes: ['pydantic_ai.', 'all_messages_events', 'final_result', 'tool_arguments', 'tool_response', 'agent_name'],
  markers: [
    ['tool_arguments', 'tool'],
    ['tool_response', 'tool'],
    ['agent_name', 'agent'],
  ],
  input: [
    { whole: 'tool_arguments' },
    { parts: { messages: 'pydantic_ai.all_messages' } },
    { parts: { messages: 'all_messages_events' } },
  ],
  output: [{ whole: 'tool_response' }, { whole: 'final_result' }],
};

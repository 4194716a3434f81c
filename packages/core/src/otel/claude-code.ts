import type { Convention } from './convention.ts';

/**
 * Attributes of the spans of Claude Code, which the Claude Agent SDK runs (`CLAUDE_CODE_ENHANCED_TELEMETRY_BETA`). Its
 * `input_tokens` exclude cached tokens, as Anthropic's do. `new_context` is what a model call has in addition to the
 * one before it, or the result of a tool.
 *
 * Source: code.claude.com/docs/en/monitoring-usage, "Traces (beta)", and exported spans of Claude Code 2.1.
 */
export const CLAUDE_CODE: Convention = {
  prefixes: [],
  values: {
    'span.type': ['interaction', 'llm_request', 'tool', 'tool.blocked_on_user', 'tool.execution', 'hook'],
  },
  kinds: [
    {
      from: 'span.type',
      as: {
        interaction: 'agent',
        llm_request: 'llm',
        tool: 'tool',
        'tool.blocked_on_user': 'step',
        'tool.execution': 'step',
        hook: 'step',
      },
    },
  ],
  names: { tool: ['tool_name'] },
  scalars: { model: ['model'], thread_id: ['session.id'] },
  usage: {
    prompt: ['input_tokens'],
    completion: ['output_tokens'],
    cache_read: ['cache_read_tokens'],
    cache_write: ['cache_creation_tokens'],
  },
  separate: ['cache'],
  cost: ['cost_usd'],
  input: [
    { for: ['agent'], whole: 'user_prompt' },
    { for: ['llm'], whole: 'new_context' },
    { for: ['tool'], whole: 'tool_input' },
  ],
  output: [
    { for: ['llm'], whole: 'response.model_output' },
    { for: ['tool'], whole: 'new_context' },
    { for: ['tool'], whole: 'tool_output' },
  ],
  ttft: [{ from: 'ttft_ms', unitMs: 1 }],
};

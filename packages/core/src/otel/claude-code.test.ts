import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As Claude Code 2.1.266 exports them, by published exports without the identity of the user. The Claude Agent SDK runs
// it.
const session = { 'session.id': 'cec62d6f-60f8-43e8-a67b-133b2a138a83' };

describe('Claude Code', () => {
  it('a model call has its tokens, and the cached ones are not in the input', () => {
    const mapped = mapAttributes({
      ...session,
      'span.type': 'llm_request',
      model: 'claude-opus-5',
      'gen_ai.system': 'anthropic',
      'gen_ai.request.model': 'claude-opus-5',
      'gen_ai.response.id': 'req_1',
      input_tokens: 2,
      output_tokens: 1200,
      cache_read_tokens: 84_562,
      cache_creation_tokens: 7096,
      ttft_ms: 743,
      success: true,
      stop_reason: 'tool_use',
      new_context: '[USER]\nFix the test.',
      'response.model_output': 'I will look.',
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      model: 'claude-opus-5',
      provider: 'anthropic',
      thread_id: session['session.id'],
      input: '[USER]\nFix the test.',
      output: 'I will look.',
      ledger: { input: 2, cache_read: 84_562, cache_write: 7096, output: 1200, reasoning: 0 },
      ttft: 743,
    });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it('counts come as texts too', () => {
    const mapped = mapAttributes({
      'span.type': 'llm_request',
      input_tokens: '528',
      output_tokens: '17',
      cache_read_tokens: '0',
    });
    expect(mapped.ledger).toMatchObject({ input: 528, cache_read: 0, output: 17 });
  });

  it('a tool has its name, its input and its result', () => {
    const mapped = mapAttributes({
      ...session,
      'span.type': 'tool',
      tool_name: 'Bash',
      'gen_ai.tool.call.id': 'toolu_01',
      tool_input: '[TOOL INPUT: Bash]\n{"command":"ls"}',
      new_context: '[TOOL RESULT: Bash]\nREADME.md',
    });
    expect(mapped).toMatchObject({
      kind: 'tool',
      name: 'Bash',
      input: '[TOOL INPUT: Bash]\n{"command":"ls"}',
      output: '[TOOL RESULT: Bash]\nREADME.md',
    });
  });

  it.each([
    ['interaction', 'agent'],
    ['tool.execution', 'step'],
    ['tool.blocked_on_user', 'step'],
    ['hook', 'step'],
  ])('a span of type %s is of kind %s', (type, kind) => {
    expect(mapAttributes({ ...session, 'span.type': type, user_prompt: 'Fix the test.' }).kind).toBe(kind);
  });

  it('a span of another type is none of its spans', () => {
    const mapped = mapAttributes({ 'span.type': 'web', input_tokens: 5 });
    expect(mapped).toMatchObject({
      kind: 'general',
      metadata: { 'span.type': 'web' },
      unknown_usage: ['input_tokens'],
    });
  });
});

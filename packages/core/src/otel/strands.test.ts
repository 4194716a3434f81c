import { describe, expect, it } from 'vitest';
import { event, mapAttributes } from './map-attributes.fixture.ts';

// As strands-agents/sdk-python writes them, src/strands/telemetry/tracer.py at 006ad58.
const common = {
  'gen_ai.event.start_time': '2026-01-15T09:30:00+00:00',
  'gen_ai.event.end_time': '2026-01-15T09:30:01+00:00',
};
const content = '[{"text":"Let me calculate."},{"toolUse":{"toolUseId":"t1","name":"sum","input":{"a":2}}}]';

describe('Strands Agents', () => {
  it('a model call has its messages, its tokens and its time to the first token', () => {
    const mapped = mapAttributes(
      {
        ...common,
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'strands-agents',
        'gen_ai.request.model': 'us.anthropic.claude-sonnet-4-20250514-v1:0',
        'gen_ai.usage.prompt_tokens': 1000,
        'gen_ai.usage.input_tokens': 1000,
        'gen_ai.usage.completion_tokens': 100,
        'gen_ai.usage.output_tokens': 100,
        'gen_ai.usage.total_tokens': 1100,
        'gen_ai.usage.cache_read_input_tokens': 600,
        'gen_ai.usage.cache_write_input_tokens': 100,
        'gen_ai.server.time_to_first_token': 420,
        'gen_ai.server.request.duration': 890,
      },
      {
        name: 'chat',
        events: [
          event('gen_ai.user.message', { content: '[{"text":"What is 2+2?"}]' }),
          event('gen_ai.choice', { finish_reason: 'tool_use', message: content }),
        ],
        scope: { name: 'strands.telemetry.tracer' },
      },
    );
    expect(mapped).toMatchObject({
      kind: 'llm',
      model: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
      provider: 'strands-agents',
      input: { messages: [{ role: 'user', content: [{ text: 'What is 2+2?' }] }] },
      output: { messages: [{ role: 'assistant', finish_reason: 'tool_use', content: JSON.parse(content) }] },
      ledger: { input: 300, cache_read: 600, cache_write: 100, output: 100, reasoning: 0 },
      ttft: 420,
    });
    expect(mapped).not.toHaveProperty('unknown_usage');
    expect(Object.keys(mapped.metadata)).toEqual(['gen_ai.server.request.duration', 'scope']);
  });

  it('an agent has its answer, and the sum of its calls', () => {
    const mapped = mapAttributes(
      {
        ...common,
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.system': 'strands-agents',
        'gen_ai.agent.name': 'calculator',
        'gen_ai.agent.tools': '["sum"]',
        'gen_ai.usage.input_tokens': 2000,
        'gen_ai.usage.output_tokens': 150,
        'gen_ai.usage.cache_read_input_tokens': 0,
        'gen_ai.usage.cache_write_input_tokens': 0,
      },
      {
        events: [
          event('gen_ai.user.message', { content: '[{"text":"2+2?"}]' }),
          event('gen_ai.choice', { message: '4' }),
        ],
      },
    );
    expect(mapped).toMatchObject({
      name: 'calculator',
      kind: 'agent',
      output: { messages: [{ role: 'assistant', content: '4' }] },
      aggregate: { ledger: { input: 2000, output: 150 } },
    });
  });

  it('a cycle of the event loop is a step', () => {
    const mapped = mapAttributes(
      { ...common, 'event_loop.cycle_id': 'c-1' },
      {
        events: [event('gen_ai.choice', { message: content, 'tool.result': '[{"toolResult":{"status":"success"}}]' })],
      },
    );
    expect(mapped).toMatchObject({
      kind: 'step',
      output: { messages: [{ content: JSON.parse(content), 'tool.result': [{ toolResult: { status: 'success' } }] }] },
    });
  });

  it('a tool has its arguments and its result', () => {
    const mapped = mapAttributes(
      {
        ...common,
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'sum',
        'gen_ai.tool.status': 'success',
      },
      {
        events: [
          event('gen_ai.tool.message', { role: 'tool', content: '{"a": 12345678901234567890}', id: 't1' }),
          event('gen_ai.choice', { message: '[{"text":"4"}]', id: 't1' }),
        ],
      },
    );
    expect(mapped).toMatchObject({
      kind: 'tool',
      name: 'sum',
      input: { messages: [{ role: 'tool', content: { a: '12345678901234567890' } }] },
      output: { messages: [{ content: [{ text: '4' }] }] },
    });
  });

  it('messages of the latest conventions come in two events with details', () => {
    const details = (side: string, messages: object[]) =>
      event('gen_ai.client.inference.operation.details', { [`gen_ai.${side}.messages`]: JSON.stringify(messages) });
    const [question, answer] = [
      { role: 'user', parts: [] },
      { role: 'assistant', parts: [], finish_reason: 'end_turn' },
    ];
    const mapped = mapAttributes(
      { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'strands-agents' },
      { events: [details('input', [question]), details('output', [answer])] },
    );
    expect(mapped).toMatchObject({ input: { messages: [question] }, output: { messages: [answer] } });
  });

  it('a swarm is a chain', () => {
    const mapped = mapAttributes({
      ...common,
      'gen_ai.operation.name': 'invoke_swarm',
      'gen_ai.system': 'strands-agents',
      'gen_ai.agent.name': 'swarm',
    });
    expect(mapped.kind).toBe('chain');
  });
});

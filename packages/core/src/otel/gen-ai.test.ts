import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';
import type { OtelEvent } from './otel-span.ts';

function map(attributes: Record<string, Json>, events: OtelEvent[] = []): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'chat gpt-4',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2_000_000_000n,
    attributes,
    events,
    resource: {},
  });
}

const event = (name: string, attributes: Record<string, Json>): OtelEvent => ({ name, timeUnixNano: 1n, attributes });

const question = [{ role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] }];
const answer = [{ role: 'assistant', parts: [{ type: 'text', content: 'Rainy, 57°F.' }], finish_reason: 'stop' }];

describe('GenAI conventions', () => {
  it('maps a chat span of the current conventions', () => {
    const mapped = map({
      'gen_ai.provider.name': 'openai',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4',
      'gen_ai.response.model': 'gpt-4-0613',
      'gen_ai.request.max_tokens': 200,
      'gen_ai.usage.input_tokens': 52,
      'gen_ai.usage.cache_read.input_tokens': 30,
      'gen_ai.usage.cache_creation.input_tokens': 2,
      'gen_ai.usage.output_tokens': 47,
      'gen_ai.usage.reasoning.output_tokens': 40,
      'gen_ai.conversation.id': 'conv_5j66',
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
      'gen_ai.input.messages': JSON.stringify(question),
      'gen_ai.output.messages': JSON.stringify(answer),
      'gen_ai.client.operation.time_to_first_chunk': 0.25,
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      type: 'llm',
      model: 'gpt-4-0613',
      provider: 'openai',
      thread_id: 'conv_5j66',
      input: { messages: question, system: [{ type: 'text', content: 'Be brief.' }] },
      output: { messages: answer },
      usage: {
        prompt_tokens: 52,
        completion_tokens: 47,
        total_tokens: 99,
        cache_read_input_tokens: 30,
        cache_creation_input_tokens: 2,
        reasoning_tokens: 40,
      },
      ledger: { input: 20, cache_read: 30, cache_write: 2, output: 7, reasoning: 40 },
      ttft: 250,
    });
    expect(mapped.metadata).toEqual({ 'gen_ai.request.model': 'gpt-4', 'gen_ai.request.max_tokens': 200 });
  });

  it('maps a chat span of OpenLLMetry, with spread messages and the old usage names', () => {
    const mapped = map({
      'gen_ai.system': 'OpenAI',
      'gen_ai.request.model': 'gpt-4o-mini',
      'llm.request.type': 'chat',
      'gen_ai.prompt.0.role': 'system',
      'gen_ai.prompt.0.content': 'Be brief.',
      'gen_ai.prompt.1.role': 'user',
      'gen_ai.prompt.1.content': 'Weather in Paris?',
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.finish_reason': 'tool_calls',
      'gen_ai.completion.0.tool_calls.0.id': 'call_1',
      'gen_ai.completion.0.tool_calls.0.name': 'get_weather',
      'gen_ai.completion.0.tool_calls.0.arguments': '{"city":"Paris"}',
      'gen_ai.usage.prompt_tokens': 100,
      'gen_ai.usage.completion_tokens': 180,
      'llm.usage.total_tokens': 280,
      'traceloop.association.properties.session_id': 's-1',
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      provider: 'OpenAI',
      thread_id: 's-1',
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Weather in Paris?' },
        ],
      },
      output: {
        messages: [
          {
            role: 'assistant',
            finish_reason: 'tool_calls',
            tool_calls: [{ id: 'call_1', name: 'get_weather', arguments: { city: 'Paris' } }],
          },
        ],
      },
      usage: { prompt_tokens: 100, completion_tokens: 180, total_tokens: 280 },
    });
    expect(mapped.metadata).toEqual({});
  });

  it('reads messages from span events', () => {
    const mapped = map({ 'gen_ai.system': 'openai' }, [
      event('gen_ai.system.message', { 'gen_ai.system': 'openai', content: 'Be brief.' }),
      event('gen_ai.user.message', { 'gen_ai.system': 'openai', content: 'Weather in Paris?' }),
      event('gen_ai.choice', { index: 0, finish_reason: 'stop', message: '{"content":"Rainy."}' }),
    ]);
    expect(mapped.input).toEqual({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather in Paris?' },
      ],
    });
    expect(mapped.output).toEqual({
      messages: [{ role: 'assistant', index: 0, finish_reason: 'stop', content: 'Rainy.' }],
    });
    expect(mapped.metadata).toEqual({});
  });

  it('reads messages packed as gen_ai.event.content', () => {
    const content = JSON.stringify({ message: { role: 'assistant', content: 'Rainy.' }, finish_reason: 'stop' });
    const mapped = map({ 'gen_ai.system': 'az.ai.inference' }, [
      event('gen_ai.choice', { 'gen_ai.event.content': content }),
    ]);
    expect(mapped.output).toEqual({ messages: [{ role: 'assistant', content: 'Rainy.', finish_reason: 'stop' }] });
  });

  it('reads the details event', () => {
    const mapped = map({ 'gen_ai.operation.name': 'chat' }, [
      event('gen_ai.client.inference.operation.details', {
        'gen_ai.input.messages': question,
        'gen_ai.output.messages': answer,
      }),
    ]);
    expect(mapped).toMatchObject({ input: { messages: question }, output: { messages: answer }, metadata: {} });
  });

  it('maps a tool call', () => {
    const mapped = map({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_weather',
      'gen_ai.tool.call.id': 'call_1',
      'gen_ai.tool.call.arguments': '{"city":"Paris"}',
      'gen_ai.tool.call.result': '{"sky":"rain"}',
    });
    expect(mapped).toMatchObject({ kind: 'tool', type: 'tool', input: { city: 'Paris' }, output: { sky: 'rain' } });
    expect(mapped.name).toBe('get_weather');
    expect(mapped.metadata).toEqual({ 'gen_ai.tool.call.id': 'call_1' });
  });

  it('keeps the tokens of an agent, which are the sum of its calls, in its metadata', () => {
    const mapped = map({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'support',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 500,
    });
    expect(mapped).toMatchObject({ name: 'support', kind: 'agent', type: 'general', model: 'gpt-4o' });
    expect(mapped).not.toHaveProperty('usage');
    expect(mapped).not.toHaveProperty('unknown_usage');
    expect(mapped.metadata).toEqual({ 'gen_ai.usage.input_tokens': 500 });
  });

  it.each([
    ['chat', 'llm'],
    ['text_completion', 'llm'],
    ['generate_content', 'llm'],
    ['embeddings', 'embedding'],
    ['rerank', 'rerank'],
    ['retrieval', 'retrieval'],
    ['execute_tool', 'tool'],
    ['invoke_agent', 'agent'],
    ['create_agent', 'agent'],
    ['agent_step', 'step'],
    ['invoke_workflow', 'chain'],
  ])('operation %s is of kind %s', (operation, kind) => {
    expect(map({ 'gen_ai.operation.name': operation }).kind).toBe(kind);
  });

  it('maps a span with only a provider and tokens to a model call', () => {
    expect(map({ 'gen_ai.system': 'anthropic', 'gen_ai.usage.input_tokens': '12' })).toMatchObject({
      kind: 'llm',
      usage: { prompt_tokens: 12, total_tokens: 12 },
      ledger: { input: 12, cache_read: 0, cache_write: 0, output: 0, reasoning: 0 },
    });
  });

  it('keeps unknown counts, and the cost of the span', () => {
    const mapped = map({ 'gen_ai.operation.name': 'chat', 'gen_ai.usage.characters': 40, 'gen_ai.usage.cost': 0.002 });
    expect(mapped).toMatchObject({ usage: { characters: 40 }, total_estimated_cost: 0.002, metadata: {} });
  });

  it('maps OpenLLMetry workflows and tools', () => {
    const mapped = map({
      'traceloop.span.kind': 'workflow',
      'traceloop.entity.name': 'joke',
      'traceloop.entity.input': '{"args":["pirates"]}',
      'traceloop.entity.output': '"Arr"',
    });
    expect(mapped).toMatchObject({ kind: 'chain', input: { args: ['pirates'] }, output: '"Arr"' });
    expect(map({ 'traceloop.span.kind': 'tool' }).kind).toBe('tool');
  });

  it('maps Pydantic AI agent runs and tool calls', () => {
    const run = map({
      agent_name: 'support',
      all_messages_events: '[{"role":"user","content":"hi"}]',
      final_result: 'hello',
    });
    expect(run).toMatchObject({
      kind: 'agent',
      input: { messages: [{ role: 'user', content: 'hi' }] },
      output: 'hello',
    });
    const tool = map({ 'gen_ai.tool.name': 'roll', tool_arguments: '{"sides":6}', tool_response: '4' });
    expect(tool).toMatchObject({ kind: 'tool', input: { sides: 6 }, output: '4' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';

function map(name: string, attributes: Record<string, Json>): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name,
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2_000_000_000n,
    attributes: { 'operation.name': name, 'ai.operationId': name, ...attributes },
    events: [],
    resource: {},
    scope: { name: 'ai' },
  });
}

const call = {
  'ai.model.id': 'gpt-4o-mini',
  'ai.model.provider': 'openai.responses',
  'ai.telemetry.functionId': 'support answer',
  'ai.telemetry.metadata.threadId': 'thread-1',
  'ai.usage.inputTokens': 120,
  'ai.usage.outputTokens': 30,
  'ai.usage.totalTokens': 150,
  'ai.usage.cachedInputTokens': 64,
  'ai.usage.reasoningTokens': 10,
};

describe('AI SDK', () => {
  it('maps a streamed model call, whose GenAI attributes repeat the others', () => {
    const mapped = map('ai.streamText.doStream', {
      ...call,
      'ai.prompt.messages': JSON.stringify([{ role: 'user', content: [{ type: 'text', text: 'Where is 1042?' }] }]),
      'ai.prompt.tools': ['{"type":"function","name":"find_order"}'],
      'ai.response.model': 'gpt-4o-mini-2024-07-18',
      'ai.response.text': 'Let me look.',
      'ai.response.toolCalls': '[{"toolCallId":"c1","toolName":"find_order","input":{"id":"1042"}}]',
      'ai.response.msToFirstChunk': 210.5,
      'gen_ai.system': 'openai.responses',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
      'gen_ai.usage.input_tokens': 120,
      'gen_ai.usage.output_tokens': 30,
    });
    expect(mapped).toMatchObject({
      name: 'ai.streamText.doStream',
      kind: 'llm',
      model: 'gpt-4o-mini-2024-07-18',
      provider: 'openai.responses',
      thread_id: 'thread-1',
      input: {
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Where is 1042?' }] }],
        tools: [{ type: 'function', name: 'find_order' }],
      },
      output: {
        text: 'Let me look.',
        toolCalls: [{ toolCallId: 'c1', toolName: 'find_order', input: { id: '1042' } }],
      },
      ttft: 210.5,
      ledger: { input: 56, cache_read: 64, cache_write: 0, output: 20, reasoning: 10 },
    });
    expect(mapped.usage).toEqual({
      prompt_tokens: 120,
      completion_tokens: 30,
      total_tokens: 150,
      cache_read_input_tokens: 64,
      reasoning_tokens: 10,
    });
  });

  it('counts the tokens of the call, not those of the operation around it', () => {
    const mapped = map('ai.streamText', { ...call, 'ai.prompt': '{"prompt":"Hi"}', 'ai.response.text': 'Hello' });
    expect(mapped).toMatchObject({ kind: 'agent', input: { prompt: 'Hi' }, output: { text: 'Hello' } });
    expect(mapped).not.toHaveProperty('usage');
  });

  it('names a tool call after its tool', () => {
    const mapped = map('ai.toolCall', {
      'ai.toolCall.name': 'find_order',
      'ai.toolCall.id': 'c1',
      'ai.toolCall.args': '{"id":"1042"}',
      'ai.toolCall.result': '{"status":"shipped"}',
    });
    expect(mapped).toMatchObject({
      name: 'find_order',
      kind: 'tool',
      type: 'tool',
      input: { id: '1042' },
      output: { status: 'shipped' },
    });
  });

  it('maps embeddings, and counts only the inner call', () => {
    const inner = map('ai.embedMany.doEmbed', {
      'ai.model.id': 'text-embedding-3-small',
      'ai.values': ['"a"', '"b"'],
      'ai.embeddings': ['[0.1,0.2]', '[0.3,0.4]'],
      'ai.usage.tokens': 2,
    });
    expect(inner).toMatchObject({
      kind: 'embedding',
      output: {
        embeddings: [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
      },
      usage: { prompt_tokens: 2, total_tokens: 2 },
    });
    expect(map('ai.embedMany', { 'ai.usage.tokens': 2 })).toMatchObject({ kind: 'step' });
  });

  it('reads the counts of version 4', () => {
    const mapped = map('ai.generateText.doGenerate', { 'ai.usage.promptTokens': 10, 'ai.usage.completionTokens': 5 });
    expect(mapped.usage).toEqual({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 });
  });
});

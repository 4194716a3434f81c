import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';

function map(attributes: Record<string, Json>, resource: Record<string, Json> = {}): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'ChatCompletion',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes,
    events: [],
    resource,
  });
}

describe('OpenInference', () => {
  it('maps a model call with spread messages, tools and token details', () => {
    const mapped = map(
      {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'gpt-4o-mini-2024-07-18',
        'llm.provider': 'openai',
        'llm.system': 'openai',
        'llm.invocation_parameters': '{"temperature":0}',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'Be brief.',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.type': 'text',
        'llm.input_messages.1.message.contents.0.message_content.text': 'Weather in Paris?',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'call_1',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'get_weather',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"city":"Paris"}',
        'llm.tools.0.tool.json_schema': '{"type":"function"}',
        'llm.token_count.prompt': 1300,
        'llm.token_count.completion': 60,
        'llm.token_count.total': 1360,
        'llm.token_count.prompt_details.cache_read': 1024,
        'llm.token_count.completion_details.reasoning': 20,
        'input.value': '{"messages":[],"model":"gpt-4o-mini"}',
        'input.mime_type': 'application/json',
        'output.value': '{"choices":[]}',
        'output.mime_type': 'application/json',
        'session.id': 'session-9',
        'user.id': 'u-3',
        'tag.tags': ['eu', 'beta'],
        metadata: '{"plan":"pro"}',
      },
      { 'openinference.project.name': 'shop' },
    );
    expect(mapped).toMatchObject({
      kind: 'llm',
      model: 'gpt-4o-mini-2024-07-18',
      provider: 'openai',
      thread_id: 'session-9',
      project_name: 'shop',
      tags: ['eu', 'beta'],
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: [{ type: 'text', text: 'Weather in Paris?' }] },
        ],
        tools: [{ type: 'function' }],
      },
      output: {
        messages: [
          {
            role: 'assistant',
            tool_calls: [{ id: 'call_1', function: { name: 'get_weather', arguments: { city: 'Paris' } } }],
          },
        ],
      },
      ledger: { input: 276, cache_read: 1024, cache_write: 0, output: 40, reasoning: 20 },
    });
    expect(mapped.metadata).toEqual({
      'llm.invocation_parameters': '{"temperature":0}',
      'user.id': 'u-3',
      plan: 'pro',
      resource: { 'openinference.project.name': 'shop' },
    });
  });

  it.each([
    ['LLM', 'llm', 'llm'],
    ['CHAIN', 'chain', 'general'],
    ['AGENT', 'agent', 'general'],
    ['TOOL', 'tool', 'tool'],
    ['RETRIEVER', 'retrieval', 'tool'],
    ['EMBEDDING', 'embedding', 'llm'],
    ['RERANKER', 'rerank', 'tool'],
    ['GUARDRAIL', 'guardrail', 'guardrail'],
    ['EVALUATOR', 'step', 'general'],
    ['UNKNOWN', 'general', 'general'],
  ])('span kind %s is %s, of type %s', (from, kind, type) => {
    expect(map({ 'openinference.span.kind': from })).toMatchObject({ kind, type });
  });

  it('reads plain and JSON values of a chain', () => {
    const mapped = map({
      'openinference.span.kind': 'CHAIN',
      'input.value': 'Weather in Paris?',
      'input.mime_type': 'text/plain',
      'output.value': '{"answer":"Rainy"}',
      'output.mime_type': 'application/json',
    });
    expect(mapped).toMatchObject({ input: 'Weather in Paris?', output: { answer: 'Rainy' }, metadata: {} });
  });

  it('reads the documents of a retriever', () => {
    const mapped = map({
      'openinference.span.kind': 'RETRIEVER',
      'input.value': 'refunds',
      'retrieval.documents.0.document.content': 'Within 30 days.',
      'retrieval.documents.0.document.score': 0.91,
      'retrieval.documents.1.document.content': 'Unused items.',
    });
    expect(mapped).toMatchObject({
      input: 'refunds',
      output: { documents: [{ content: 'Within 30 days.', score: 0.91 }, { content: 'Unused items.' }] },
    });
  });

  it('counts no tokens twice, because those of a chain stay in its metadata', () => {
    const mapped = map({ 'openinference.span.kind': 'AGENT', 'llm.token_count.prompt': 10 });
    expect(mapped).not.toHaveProperty('usage');
    expect(mapped.metadata).toEqual({ 'llm.token_count.prompt': 10 });
  });
});

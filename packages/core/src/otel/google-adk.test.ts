import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As google/adk-python writes them, src/google/adk/telemetry/tracing.py at 0798a74.
const contents = [{ role: 'user', parts: [{ text: 'Weather in Paris?' }] }];
const response = {
  content: { role: 'model', parts: [{ text: 'Rain.' }] },
  usage_metadata: {
    prompt_token_count: 120,
    candidates_token_count: 40,
    thoughts_token_count: 60,
    cached_content_token_count: 100,
    total_token_count: 220,
  },
};
const call = {
  'gen_ai.system': 'gcp.vertex.agent',
  'gen_ai.request.model': 'gemini-2.5-flash',
  'gcp.vertex.agent.invocation_id': 'e-1',
  'gcp.vertex.agent.session_id': 's-1',
  'gcp.vertex.agent.event_id': 'ev-1',
  'gen_ai.usage.input_tokens': 120,
  'gen_ai.usage.output_tokens': 40,
  'gen_ai.response.finish_reasons': ['stop'],
};

describe('Google’s Agent Development Kit', () => {
  it('a model call has its request, its response, and the thoughts in addition to the answer', () => {
    const mapped = mapAttributes({
      ...call,
      'gcp.vertex.agent.llm_request': JSON.stringify({ model: 'gemini-2.5-flash', config: { tools: [] }, contents }),
      'gcp.vertex.agent.llm_response': JSON.stringify(response),
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      model: 'gemini-2.5-flash',
      thread_id: 's-1',
      input: { messages: contents, config: { tools: [] } },
      output: response,
      ledger: { input: 20, cache_read: 100, cache_write: 0, output: 40, reasoning: 60 },
    });
    expect(mapped.usage).toMatchObject({ prompt_tokens: 120, total_tokens: 220 });
    expect(mapped).not.toHaveProperty('unknown_usage');
    expect(Object.keys(mapped.metadata)).not.toContain('gcp.vertex.agent.llm_request');
  });

  it('a model call without content has the thoughts of its own attribute', () => {
    const mapped = mapAttributes({
      ...call,
      'gcp.vertex.agent.llm_request': '{}',
      'gcp.vertex.agent.llm_response': '{}',
      'gen_ai.usage.experimental.reasoning_tokens': 60,
      'gen_ai.usage.experimental.reasoning_tokens_limit': 512,
      'gen_ai.usage.experimental.system_instruction_tokens': 9,
    });
    expect(mapped.ledger).toMatchObject({ input: 120, output: 40, reasoning: 60 });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it('the reasoning of the conventions is within the output, as newer versions write it', () => {
    const mapped = mapAttributes({
      ...call,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.reasoning.output_tokens': 60,
    });
    expect(mapped.ledger).toMatchObject({ output: 40, reasoning: 60 });
  });

  it('a tool call has its arguments and its response, and not the empty request', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_weather',
      'gen_ai.tool.type': 'FunctionTool',
      'gcp.vertex.agent.llm_request': '{}',
      'gcp.vertex.agent.llm_response': '{}',
      'gcp.vertex.agent.tool_call_args': '{"city": "Paris"}',
      'gcp.vertex.agent.tool_response': '{"result": "rain"}',
    });
    expect(mapped).toMatchObject({ kind: 'tool', input: { city: 'Paris' }, output: { result: 'rain' } });
    expect(mapped.metadata).toEqual({ 'gen_ai.tool.type': 'FunctionTool' });
  });

  it('an agent has its name and its session', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'weather',
      'gen_ai.agent.description': 'Tells the weather.',
      'gen_ai.conversation.id': 's-1',
    });
    expect(mapped).toMatchObject({ kind: 'agent', name: 'weather', thread_id: 's-1' });
  });
});

import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

const agent = {
  'openinference.span.kind': 'AGENT',
  'llm.model_name': 'claude-sonnet-4-5',
  'llm.provider': 'anthropic',
  'llm.token_count.prompt': 12_000,
  'llm.token_count.completion': 300,
  'llm.token_count.prompt_details.cache_read': 11_000,
  'llm.cost.total': 0.0123,
};

describe('tokens and cost of a span that is no model call', () => {
  it('are returned apart from those of model calls, and stay in the metadata', () => {
    const mapped = mapAttributes(agent);
    expect(mapped.aggregate).toEqual({
      usage: { prompt_tokens: 12_000, completion_tokens: 300, total_tokens: 12_300, cache_read_input_tokens: 11_000 },
      ledger: { input: 1000, cache_read: 11_000, cache_write: 0, output: 300, reasoning: 0 },
      total_estimated_cost: 0.0123,
    });
    expect(mapped).toMatchObject({ kind: 'agent', model: 'claude-sonnet-4-5', provider: 'anthropic' });
    for (const field of ['usage', 'ledger', 'total_estimated_cost', 'unknown_usage']) {
      expect(mapped).not.toHaveProperty(field);
    }
    expect(mapped.metadata).toMatchObject({ 'llm.token_count.prompt': 12_000, 'llm.cost.total': 0.0123 });
  });

  it.each(['invoke_agent', 'execute_tool', 'invoke_workflow', 'retrieval', 'agent_step', 'unknown_operation'])(
    'are read for the operation %s',
    (operation) => {
      const mapped = mapAttributes({
        'gen_ai.operation.name': operation,
        'gen_ai.tool.name': 'draw',
        'gen_ai.usage.input_tokens': 50,
        'gen_ai.usage.output_tokens': 4000,
      });
      expect(mapped.aggregate?.ledger).toEqual({
        input: 50,
        cache_read: 0,
        cache_write: 0,
        output: 4000,
        reasoning: 0,
      });
    },
  );

  it('may be a cost alone', () => {
    const mapped = mapAttributes({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.cost': 0.5 });
    expect(mapped.aggregate).toEqual({ total_estimated_cost: 0.5 });
  });

  it('are absent if the span has none, and for a model call', () => {
    expect(mapAttributes({ 'gen_ai.operation.name': 'invoke_agent' })).not.toHaveProperty('aggregate');
    expect(mapAttributes({ 'http.request.method': 'GET' })).not.toHaveProperty('aggregate');
    expect(mapAttributes({ 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 1 })).not.toHaveProperty(
      'aggregate',
    );
  });
});

describe('cached and reasoning tokens', () => {
  const chat = (counts: Record<string, string | number>) =>
    mapAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 80,
      ...counts,
    });

  it.each([
    'cache_read.input_tokens',
    'cache_read_input_tokens',
    'cached_input_tokens',
    'cached_tokens',
    'cache_read_tokens',
    'input_tokens.cached',
    'prompt_tokens_details.cached_tokens',
    'prompt_tokens_details.cache_read',
    'input_tokens_details.cached_tokens',
    'input_token_details.cached_tokens',
    'details.cached_tokens',
    'details.cached_content_tokens',
  ])('are read from the cache if the name is %s', (name) => {
    const mapped = chat({ [`gen_ai.usage.${name}`]: 30 });
    expect(mapped.ledger).toMatchObject({ input: 70, cache_read: 30 });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it.each([
    'cache_creation.input_tokens',
    'cache_creation_input_tokens',
    'cache_write_input_tokens',
    'cache_write_tokens',
    'prompt_tokens_details.cache_write',
    'details.cache_creation_input_tokens',
  ])('are written to the cache if the name is %s', (name) => {
    const mapped = chat({ [`gen_ai.usage.${name}`]: 30 });
    expect(mapped.ledger).toMatchObject({ input: 70, cache_write: 30 });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it.each([
    'reasoning.output_tokens',
    'reasoning_tokens',
    'output_tokens.reasoning',
    'completion_tokens_details.reasoning_tokens',
    'completion_tokens_details.reasoning',
    'output_tokens_details.reasoning_tokens',
    'details.thoughts_tokens',
    'thinking_tokens',
  ])('are reasoning if the name is %s', (name) => {
    const mapped = chat({ [`gen_ai.usage.${name}`]: 30 });
    expect(mapped.ledger).toMatchObject({ output: 50, reasoning: 30 });
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it.each([
    ['JSON', '{"cached_tokens":30,"audio_tokens":5}'],
    ["Python's str", "{'cached_tokens': 30, 'audio_tokens': 5, 'text_tokens': None}"],
  ])('are read from an object as %s', (_name, text) => {
    const mapped = chat({ 'gen_ai.usage.prompt_tokens_details': text });
    expect(mapped.ledger).toMatchObject({ input: 70, cache_read: 30 });
    expect(mapped.ledger).toMatchObject({ input_audio: 5 });
    expect(mapped).not.toHaveProperty('unknown_usage');
    expect(mapped.metadata).toEqual({});
  });

  it.each([-5, 2 ** 53, '19876543210987654321', '1e400', 'many'])('a count of %j is ignored', (count) => {
    const mapped = chat({ 'gen_ai.usage.cache_read.input_tokens': count });
    expect(mapped.ledger).toMatchObject({ input: 100, cache_read: 0 });
    expect(mapped.metadata).toEqual({ 'gen_ai.usage.cache_read.input_tokens': count });
  });

  it('a count of 10^15 tokens is exact', () => {
    expect(chat({ 'gen_ai.usage.input_tokens': 1e15 }).ledger?.input).toBe(1e15);
  });
});

describe('details with a price of their own', () => {
  it('are returned apart from the ledger', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.cache_creation.input_tokens': 500,
      'gen_ai.usage.cache_creation.5m_input_tokens': 100,
      'gen_ai.usage.cache_creation.1h_input_tokens': 400,
      'gen_ai.usage.audio.input_tokens': 20,
      'gen_ai.usage.image.input_tokens': 30,
      'gen_ai.usage.text.input_tokens': 950,
      'gen_ai.usage.audio.output_tokens': 7,
      'gen_ai.usage.server_tool_use.web_search_requests': 2,
      'gen_ai.response.service_tier': 'flex',
      'gen_ai.request.service_tier': 'auto',
    });
    expect(mapped.ledger).toMatchObject({
      cache_write_1h: 400,
      input_audio: 20,
      input_image: 30,
      output_audio: 7,
      web_search_requests: 2,
    });
    expect(mapped.ledger).toMatchObject({ input: 500, cache_write: 500 });
    expect(mapped.service_tier).toBe('flex');
    expect(mapped).not.toHaveProperty('unknown_usage');
  });

  it('are at least the count that they are a part of', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.cache_creation.1h_input_tokens': 400,
    });
    expect(mapped.ledger).toMatchObject({ input: 600, cache_write: 400 });
  });

  it('are read from OpenInference and the AI SDK', () => {
    const openInference = mapAttributes({
      'openinference.span.kind': 'LLM',
      'llm.token_count.prompt': 10,
      'llm.token_count.prompt_details.audio': 4,
      'llm.token_count.completion_details.audio': 3,
      'llm.invocation_parameters': '{"service_tier":"priority"}',
    });
    expect(openInference).toMatchObject({
      ledger: { input_audio: 4, output_audio: 3 },
      service_tier: 'priority',
    });
    const aiSdk = mapAttributes({
      'ai.operationId': 'ai.generateText.doGenerate',
      'ai.usage.inputTokens': 10,
      'ai.usage.raw': '{"cache_creation":{"ephemeral_1h_input_tokens":6},"server_tool_use":{"web_search_requests":1}}',
      'ai.response.providerMetadata': '{"openai":{"serviceTier":"flex"}}',
    });
    expect(aiSdk).toMatchObject({
      ledger: { cache_write_1h: 6, web_search_requests: 1 },
      service_tier: 'flex',
    });
  });
});

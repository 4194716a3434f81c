import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { mapSpan } from './map-span.ts';
import type { MappedSpan } from './mapped-span.ts';

function map(attributes: Record<string, Json>): MappedSpan {
  return mapSpan({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'call',
    startTimeUnixNano: 1n,
    endTimeUnixNano: 2n,
    attributes,
    events: [],
    resource: {},
  });
}

describe('attributes with unknown token counts', () => {
  it('are reported for model calls and for spans without a known convention', () => {
    expect(map({ 'gen_ai.operation.name': 'chat', 'acme.usage.inputTokens': 12 }).unknown_usage).toEqual([
      'acme.usage.inputTokens',
    ]);
    expect(map({ 'acme.token_usage.tokens.prompt': 12, 'acme.completionTokens': '4' }).unknown_usage).toEqual([
      'acme.token_usage.tokens.prompt',
      'acme.completionTokens',
    ]);
  });

  it('are reported among known counts if the ledger has no part for them', () => {
    const mapped = map({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.video_frames': 3,
      'gen_ai.usage.audio_input_tokens': 4,
    });
    expect(mapped.unknown_usage).toEqual(['gen_ai.usage.video_frames']);
    expect(mapped.usage).toMatchObject({ prompt_tokens: 10, video_frames: 3, audio_input_tokens: 4 });
  });

  it.each([
    { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 10, 'gen_ai.request.max_tokens': 500 },
    { 'gen_ai.operation.name': 'chat', 'acme.usage.tokens': 0 },
    { 'gen_ai.operation.name': 'chat', 'acme.tokens_per_second': 80, 'acme.token.price': 1, 'acme.tokenizer': 'o200k' },
    { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.cost': 0.2 },
    {
      'gen_ai.operation.name': 'chat',
      'llm.cost.total': 0.3,
      'llm.cost.prompt': 0.1,
      'llm.cost.prompt_details.input': 0.1,
    },
    { 'process.memory.usage': 12, cpu_usage: 3, 'acme.cost_limit': 4, 'acme.usage': 'high', 'acme.tokens': '{}' },
    { 'http.request.method': 'POST', 'http.request.header.x-remaining-tokens': '99' },
  ])('do not include %o', (attributes) => {
    expect(map(attributes)).not.toHaveProperty('unknown_usage');
  });

  it.each([
    [{ 'gen_ai.operation.name': 'invoke_agent', 'acme.usage.tokens': 10 }, 'acme.usage.tokens'],
    [{ 'gen_ai.operation.name': 'execute_tool', 'acme.token_usage': '{"prompt": 12}' }, 'acme.token_usage'],
    [{ 'openinference.span.kind': 'CHAIN', 'acme.usage': { calls: { input: 3 } } }, 'acme.usage'],
    [{ 'http.request.method': 'POST', outputTokens: '4' }, 'outputTokens'],
    [{ 'db.system': 'pinecone', 'pinecone.usage.read_units': 6 }, 'pinecone.usage.read_units'],
    [{ 'crewai.task.id': '1', 'acme.crew.token_usage': "{'prompt_tokens': 12}" }, 'acme.crew.token_usage'],
    [{ 'gen_ai.operation.name': 'chat', 'acme.total_cost': 0.2 }, 'acme.total_cost'],
    [{ 'gen_ai.operation.name': 'invoke_agent', costUsd: '0.2' }, 'costUsd'],
    [{ 'gen_ai.operation.name': 'chat', 'llm.cost.prompt': 0.1 }, 'llm.cost.prompt'],
    [
      { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_token_details': "{'tachyons': 5}" },
      'gen_ai.usage.input_token_details#tachyons',
    ],
  ])('are reported for a span of any kind: %o', (attributes, name) => {
    expect(map(attributes).unknown_usage).toEqual([name]);
  });

  it('are limited to twenty names for each span', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`acme.${i}.tokens`, 1]));
    expect(map(many).unknown_usage).toHaveLength(20);
  });
});

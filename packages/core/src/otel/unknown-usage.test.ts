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
    // Agents repeat the tokens of their calls.
    { 'gen_ai.operation.name': 'invoke_agent', 'acme.usage.tokens': 10 },
    { 'http.request.method': 'POST', 'http.request.header.x-remaining-tokens': '99' },
  ])('do not include %o', (attributes) => {
    expect(map(attributes)).not.toHaveProperty('unknown_usage');
  });

  it('are limited to twenty names for each span', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`acme.${i}.tokens`, 1]));
    expect(map(many).unknown_usage).toHaveLength(20);
  });
});

import { describe, expect, it } from 'vitest';
import { mapAttributes, START } from './map-attributes.fixture.ts';

const call = { 'gen_ai.operation.name': 'chat' };
const ended = (ms: number) => ({ endTimeUnixNano: START + BigInt(ms) * 1_000_000n });

describe('the time to the first token', () => {
  it.each([
    [{ 'gen_ai.response.time_to_first_chunk': 0.42 }, 420],
    [{ 'gen_ai.server.time_to_first_token': 0.89 }, 890],
    [{ 'gen_ai.system': 'strands-agents', 'gen_ai.server.time_to_first_token': 420 }, 420],
    [{ 'gen_ai.provider.name': 'strands-agents', 'gen_ai.server.time_to_first_token': 890 }, 890],
    [{ 'ai.response.msToFirstChunk': 890.6 }, 890.6],
  ])('of %o is %i ms in a call of 890 ms', (attributes, ttft) => {
    const mapped = mapAttributes({ ...call, ...attributes }, ended(890));
    expect(mapped.ttft).toBe(ttft);
    expect(mapped).not.toHaveProperty('time_faults');
  });

  it.each([
    { 'gen_ai.server.time_to_first_token': 420 },
    { 'gen_ai.system': 'strands-agents', 'gen_ai.server.time_to_first_token': 892 },
    { 'ai.response.msToFirstChunk': '1e308' },
  ])('of %o is left out of a call of 890 ms and marked', (attributes) => {
    const mapped = mapAttributes({ ...call, ...attributes }, ended(890));
    expect(mapped).not.toHaveProperty('ttft');
    expect(mapped.time_faults).toEqual(['first_token_after_end']);
    expect(mapped.metadata).toMatchObject({ time_faults: ['first_token_after_end'] });
    expect(Object.keys(mapped.metadata)).toContain(Object.keys(attributes).at(-1));
  });

  it('is kept for a span that has not ended', () => {
    const mapped = mapAttributes({ ...call, 'gen_ai.server.time_to_first_token': 400 }, { endTimeUnixNano: 0n });
    expect(mapped.ttft).toBe(400_000);
  });

  it('is left out if it is negative', () => {
    const mapped = mapAttributes({ ...call, 'gen_ai.server.time_to_first_token': -1 }, ended(890));
    expect(mapped).not.toHaveProperty('ttft');
  });
});

describe('a span that ends before it starts', () => {
  it('keeps its times as they were sent, and is marked', () => {
    const mapped = mapAttributes(call, ended(-5000));
    expect([mapped.start_time, mapped.end_time]).toEqual([
      '2026-01-15T09:30:00.000000Z',
      '2026-01-15T09:29:55.000000Z',
    ]);
    expect(mapped.time_faults).toEqual(['end_before_start']);
    expect(mapped.metadata).toEqual({ time_faults: ['end_before_start'] });
  });

  it.each([0, 1, 5000])('is not one that ends %i ms after its start', (ms) => {
    expect(mapAttributes(call, ended(ms))).not.toHaveProperty('time_faults');
  });
});

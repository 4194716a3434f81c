import { describe, expect, it, vi } from 'vitest';
import { SpanWrite } from '../../model/span.ts';
import { TraceWrite } from '../../model/trace.ts';
import type { VitrineOptions } from '../settings/vitrine-options.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import type { TransportRequest } from '../transport/transport.ts';
import { Vitrine } from './vitrine.ts';

function recording(options: VitrineOptions = {}) {
  const memory = new MemoryTransport();
  return { memory, client: new Vitrine({ transport: memory, ...options }) };
}

function bodyOf(request: TransportRequest | undefined): unknown {
  return JSON.parse(request?.body ?? 'null');
}

describe('Vitrine', () => {
  it('sends a trace and counts it as sent', async () => {
    const { memory, client } = recording({ projectName: 'support' });
    const trace = client.trace({ name: 'answer', input: { question: 'Where is my order?' } });
    trace.end({ output: { answer: 'On its way.' } });
    expect(await client.flush()).toEqual({ sent: 1, dropped: 0, reasons: {}, pending: 0 });
    expect(memory.traces).toMatchObject([
      {
        id: trace.id,
        project_name: 'support',
        name: 'answer',
        input: { question: 'Where is my order?' },
        output: { answer: 'On its way.' },
      },
    ]);
  });

  it('writes records that the model accepts', async () => {
    const { memory, client } = recording({ projectName: 'p', environment: 'production' });
    const trace = client.trace({ name: 't', input: 1, tags: ['a'], metadata: { m: 1 }, threadId: 'th', ttft: 12.5 });
    const span = trace.span({ name: 's', kind: 'embedding', model: 'm', provider: 'openai', ledger: { input: 3 } });
    span.end({ errorInfo: new TypeError('no'), totalEstimatedCost: 0.5 });
    trace.end();
    await client.flush();
    expect(() => TraceWrite.parse(memory.traces[0])).not.toThrow();
    expect(SpanWrite.parse(memory.spans[0])).toMatchObject({
      type: 'llm',
      kind: 'embedding',
      environment: 'production',
      usage: { prompt_tokens: 3, completion_tokens: 0, total_tokens: 3 },
      error_info: { exception_type: 'TypeError', message: 'no' },
    });
  });

  it('records integers beyond 2^53 with all their digits, and token counts that are BigInt', async () => {
    const { memory, client } = recording();
    const input = {
      id: 1234567890123456789n,
      list: [-9007199254740993n],
      map: new Map([['wei', 19876543210987654321n]]),
    };
    const span = client.trace({ name: 't', input }).span({ name: 's', metadata: Object(9007199254740993n) as unknown });
    span.end({ usage: { prompt_tokens: 12n, completion_tokens: 1 } as never });
    await client.flush();
    expect(memory.traces[0]?.input).toEqual({
      id: '1234567890123456789',
      list: ['-9007199254740993'],
      map: { wei: '19876543210987654321' },
    });
    expect(memory.spans[0]).toMatchObject({
      metadata: '9007199254740993',
      usage: { prompt_tokens: 12, completion_tokens: 1 },
    });
  });

  it('nests spans under the span that starts them', async () => {
    const { memory, client } = recording();
    const trace = client.trace({ name: 't' });
    const outer = trace.span({ name: 'outer' });
    const inner = outer.span({ name: 'inner' });
    await client.flush();
    expect(memory.spans.map(({ name, trace_id, parent_span_id }) => ({ name, trace_id, parent_span_id }))).toEqual([
      { name: 'outer', trace_id: trace.id, parent_span_id: undefined },
      { name: 'inner', trace_id: trace.id, parent_span_id: outer.id },
    ]);
    expect(inner.traceId).toBe(trace.id);
  });

  it('merges updates while a record waits, and then sends only the changed fields', async () => {
    const { memory, client } = recording({ projectName: 'p' });
    const span = client.trace({ name: 't' }).span({ name: 's', input: 'in' });
    span.update({ metadata: { step: 1 } });
    await client.flush();
    span.end({ output: 'out' });
    await client.flush();
    const [first, second] = memory.requests.filter(({ path }) => path === 'spans/batch').map(bodyOf);
    expect(first).toMatchObject({ spans: [{ name: 's', input: 'in', metadata: { step: 1 } }] });
    const { spans } = second as { spans: [Record<string, string>] };
    expect(Object.keys(spans[0]).toSorted()).toEqual(
      ['end_time', 'id', 'last_updated_at', 'output', 'project_name', 'start_time', 'trace_id'].toSorted(),
    );
    expect(spans[0]['start_time']).toBe(memory.spans[0]?.start_time);
  });

  it('gives each write a later last_updated_at than the one before', async () => {
    const { memory, client } = recording();
    const trace = client.trace({ name: 't' });
    for (let i = 0; i < 5; i++) {
      trace.update({ metadata: { i } });
      await client.flush();
    }
    const times = memory.requests.flatMap((request) =>
      (bodyOf(request) as { traces: TraceWrite[] }).traces.map((written) => written.last_updated_at ?? ''),
    );
    expect(times).toEqual([...new Set(times)].toSorted());
    expect(times).toHaveLength(5);
  });

  it('reads a value at the call, so that later changes do not show', async () => {
    const { memory, client } = recording();
    const input = { items: ['a'] };
    client.trace({ name: 't', input });
    input.items.push('b');
    await client.flush();
    expect(memory.traces[0]?.input).toEqual({ items: ['a'] });
  });

  it('accepts times as dates and as ms, and puts the start into the id', async () => {
    const { memory, client } = recording();
    const startTime = new Date('2026-01-15T09:30:00.123Z');
    const trace = client.trace({ name: 't', startTime });
    trace.end({ endTime: startTime.getTime() + 1.5 });
    await client.flush();
    expect(memory.traces[0]).toMatchObject({
      start_time: '2026-01-15T09:30:00.123000Z',
      end_time: '2026-01-15T09:30:00.124500Z',
    });
    expect(trace.id.slice(0, 13).replace('-', '')).toBe(startTime.getTime().toString(16).padStart(12, '0'));
  });

  it('uses the current time for an invalid time, and leaves invalid numbers out', async () => {
    const { memory, client } = recording();
    const span = client.trace({ name: 't', startTime: new Date(Number.NaN) }).span({ name: 's' });
    span.end({ endTime: Number.NaN, ttft: Infinity, usage: { prompt_tokens: 1, broken: Number.NaN, none: null } });
    await client.flush();
    expect(() => TraceWrite.parse(memory.traces[0])).not.toThrow();
    expect(SpanWrite.parse(memory.spans[0]).usage).toEqual({ prompt_tokens: 1 });
  });

  it('keeps the time of the first end, unless a later end has a time', async () => {
    const { memory, client } = recording();
    const trace = client.trace({ name: 't' });
    trace.end({ endTime: 1_800_000_000_000 });
    trace.end({ output: 'late' });
    await client.flush();
    expect(memory.traces[0]).toMatchObject({ end_time: '2027-01-15T08:00:00.000000Z', output: 'late' });
  });

  it('starts spans in a trace that another process started', async () => {
    const { memory, client } = recording();
    client.span({ traceId: '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11', parentSpanId: 'p', projectName: 'x', name: 's' });
    await client.flush();
    expect(memory.spans).toMatchObject([
      { trace_id: '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11', parent_span_id: 'p', project_name: 'x' },
    ]);
    expect(memory.traces).toEqual([]);
  });

  it('scores traces, spans and threads', async () => {
    const { memory, client } = recording({ projectName: 'p' });
    const trace = client.trace({ name: 't' });
    trace.score({ name: 'user_feedback', value: 1, categoryName: 'up', reason: 'helpful' });
    trace.span({ name: 's' }).score({ name: 'relevance', value: 0.5 });
    client.scores.add('thread', 'thread-1', { name: 'solved', value: 1, projectName: 'other' });
    client.scores.add('trace', 'some-id', { name: 'tone', value: 0 });
    await client.flush();
    const sent = memory.requests.filter(({ method }) => method === 'PUT');
    expect(sent.map(({ path }) => path)).toEqual([
      'traces/feedback-scores',
      'spans/feedback-scores',
      'traces/threads/feedback-scores',
    ]);
    expect(bodyOf(sent[0])).toEqual({
      scores: [
        {
          id: trace.id,
          project_name: 'p',
          source: 'sdk',
          name: 'user_feedback',
          value: 1,
          category_name: 'up',
          reason: 'helpful',
        },
        { id: 'some-id', project_name: 'p', source: 'sdk', name: 'tone', value: 0 },
      ],
    });
    expect(memory.scores.at(-1)).toMatchObject({ thread_id: 'thread-1', project_name: 'other' });
  });

  it('reads absent options from the environment', async () => {
    vi.stubEnv('VITRINE_PROJECT_NAME', 'from-env');
    vi.stubEnv('VITRINE_ENVIRONMENT', 'staging');
    const { memory, client } = recording();
    client.trace({ name: 't' });
    await client.flush();
    vi.unstubAllEnvs();
    expect(memory.traces[0]).toMatchObject({ project_name: 'from-env', environment: 'staging' });
  });

  it('records the rest of a value with an unreadable field, and does not throw', async () => {
    const { memory, client } = recording();
    const hostile = Object.defineProperty({ fine: 1 }, 'bad', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    client.trace({ name: 't', input: hostile }).end();
    await client.flush();
    expect(memory.traces[0]?.input).toEqual({ fine: 1, bad: '[Unreadable]' });
  });
});

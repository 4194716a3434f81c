import { describe, expect, it } from 'vitest';
import { mapSpan } from './map-span.ts';
import type { OtelSpan } from './otel-span.ts';

const START = 1_768_469_400_123_456_789n;

/** A span of one and a half seconds, with the fields of the test. */
function span(given: Partial<OtelSpan>): OtelSpan {
  return {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    name: 'span',
    startTimeUnixNano: START,
    endTimeUnixNano: START + 1_500_000_000n,
    attributes: {},
    events: [],
    resource: {},
    ...given,
  };
}

describe('mapSpan: the span itself', () => {
  it('formats times as ISO 8601 in UTC, to the microsecond', () => {
    const mapped = mapSpan(span({ startTimeUnixNano: String(START) }));
    expect(mapped.start_time).toBe('2026-01-15T09:30:00.123456Z');
    expect(mapped.end_time).toBe('2026-01-15T09:30:01.623456Z');
  });

  it('returns no end for a span that has not ended', () => {
    expect(mapSpan(span({ endTimeUnixNano: '0' })).end_time).toBeNull();
  });

  it('keeps unknown attributes, the resource, the scope, links and events in the metadata', () => {
    const mapped = mapSpan(
      span({
        kind: 3,
        attributes: { 'app.tenant': 'acme', 'app.retries': 2 },
        resource: { 'service.name': 'checkout', 'host.name': 'a1' },
        scope: { name: 'my-tracer', version: '1.2.0' },
        events: [{ name: 'cache miss', timeUnixNano: START, attributes: { key: 'k' } }],
        links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }],
      }),
    );
    expect(mapped).toMatchObject({ kind: 'general', type: 'general' });
    expect(mapped.metadata).toEqual({
      'app.tenant': 'acme',
      'app.retries': 2,
      resource: { 'service.name': 'checkout', 'host.name': 'a1' },
      scope: { name: 'my-tracer', version: '1.2.0' },
      span_kind: 'client',
      events: [{ name: 'cache miss', time: '2026-01-15T09:30:00.123456Z', attributes: { key: 'k' } }],
      links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), attributes: {} }],
    });
  });

  it.each([
    [{ 'http.request.method': 'GET', 'url.full': 'https://example.com/' }, 'http'],
    [{ 'http.method': 'GET', 'http.url': 'https://example.com/' }, 'http'],
    [{ 'db.system.name': 'postgresql', 'db.query.text': 'SELECT 1' }, 'database'],
    [{ 'db.system': 'redis' }, 'database'],
  ])('maps %o to kind %s and keeps its attributes', (attributes, kind) => {
    const mapped = mapSpan(span({ attributes }));
    expect(mapped).toMatchObject({ kind, type: 'general', metadata: attributes });
  });

  it('reads project and environment from the span, else from its resource', () => {
    const resource = { 'vitrine.project': 'shop', 'deployment.environment.name': 'production' };
    expect(mapSpan(span({ resource }))).toMatchObject({ project_name: 'shop', environment: 'production' });
    expect(mapSpan(span({ resource, attributes: { 'vitrine.project': 'other' } })).project_name).toBe('other');
    expect(mapSpan(span({ resource: { 'deployment.environment': 'staging' } })).environment).toBe('staging');
  });

  it('survives hostile attribute names', () => {
    const mapped = mapSpan(
      span({
        attributes: {
          'gen_ai.prompt.4000000000.role': 'user',
          'gen_ai.prompt.4000000000.content': 'hello',
          'gen_ai.prompt.__proto__.polluted': 'yes',
          [`gen_ai.completion.${'a.'.repeat(5000)}b`]: 'deep',
        },
      }),
    );
    expect(JSON.stringify(mapped.input).length).toBeLessThan(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.parse(JSON.stringify(mapped.output))).toBeTypeOf('object');
  });
});

describe('mapSpan: errors', () => {
  const exception = {
    name: 'exception',
    timeUnixNano: START,
    attributes: {
      'exception.type': 'TypeError',
      'exception.message': 'x is undefined',
      'exception.stacktrace': 'at f',
    },
  };

  it('uses the recorded exception', () => {
    const mapped = mapSpan(span({ events: [exception], status: { code: 2, message: 'failed' } }));
    expect(mapped.error_info).toEqual({ exception_type: 'TypeError', message: 'x is undefined', traceback: 'at f' });
    expect(mapped.metadata).not.toHaveProperty('events');
  });

  it('uses the status if no exception was recorded', () => {
    const mapped = mapSpan(span({ status: { code: 2, message: '429' }, attributes: { 'error.type': 'RateLimit' } }));
    expect(mapped.error_info).toEqual({ exception_type: 'RateLimit', message: '429', traceback: '' });
  });

  it('ignores an exception of a span with status OK', () => {
    expect(mapSpan(span({ events: [exception], status: { code: 1 } }))).not.toHaveProperty('error_info');
  });
});

describe('mapSpan: Opik attributes', () => {
  it('attaches a span to an existing trace, with thread, tags and metadata', () => {
    const mapped = mapSpan(
      span({
        attributes: {
          'opik.trace_id': '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11',
          'opik.parent_span_id': '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b12',
          thread_id: 'chat-7',
          'gen_ai.conversation.id': 'other',
          'opik.tags': '["beta", "eu"]',
          'opik.metadata': '{"plan":"pro"}',
          'opik.metadata.seat': 4,
          input: '{"question":"why?"}',
          'output.answer': 'because',
        },
      }),
    );
    expect(mapped).toMatchObject({
      opik_trace_id: '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11',
      opik_parent_span_id: '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b12',
      thread_id: 'chat-7',
      tags: ['beta', 'eu'],
      input: { question: 'why?' },
      output: { answer: 'because' },
    });
    expect(mapped.metadata).toEqual({ plan: 'pro', seat: 4, 'gen_ai.conversation.id': 'other' });
  });

  it('keeps an attribute called input.* in addition to the messages of a model call', () => {
    const messages = [{ role: 'user', parts: [] }];
    const mapped = mapSpan(span({ attributes: { 'gen_ai.input.messages': messages, 'input.customer': 'c-1' } }));
    expect(mapped).toMatchObject({ input: { messages }, metadata: { 'input.customer': 'c-1' } });
  });

  it('reads tags from a text with commas', () => {
    expect(mapSpan(span({ attributes: { 'opik.tags': 'beta, eu,' } })).tags).toEqual(['beta', 'eu']);
  });
});

import express from 'express';
import { describe, expect, it } from 'vitest';
import { Vitrine } from '../client/vitrine.ts';
import { spanIdOf } from '../../otel/otel-ids.ts';
import { attachToParent } from '../global/attach-to-parent.ts';
import { expressContext, fetchWithContext, withContext } from '../global/http-context.ts';
import { MemoryTransport } from '../transport/memory-transport.ts';
import { Sink } from '../transport/sink.fixture.ts';

function recording() {
  const memory = new MemoryTransport();
  const lines: string[] = [];
  return { memory, lines, client: new Vitrine({ transport: memory, logger: { warn: (line) => lines.push(line) } }) };
}

const TRACE = '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11';
const SPAN = '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b12';

/** Returns the parents of the first span that is recorded with the headers. */
async function joined(headers: Record<string, string> | Headers) {
  const { client, memory, lines } = recording();
  client.runWithHeaders(headers, () => client.track(function work() {})());
  await client.flush();
  const [span] = memory.spans;
  return { trace: span?.trace_id, parent: span?.parent_span_id, lines, traces: memory.traces.length };
}

describe('attachToParent', () => {
  const boundary = () => {
    const attributes: Record<string, string> = {};
    return {
      attributes,
      setAttribute: (key: string, value: string) => void (attributes[key] = value),
      spanContext: () => ({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }),
    };
  };

  it('gives an OpenTelemetry span the trace and parent of the headers, and the id that it is stored under', () => {
    const span = boundary();
    expect(attachToParent(span, { opik_trace_id: TRACE, opik_parent_span_id: SPAN })).toBe(true);
    expect(span.attributes).toEqual({
      'opik.trace_id': TRACE,
      'opik.parent_span_id': SPAN,
      'opik.span_id': spanIdOf(TRACE, '4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'),
    });
  });

  it('leaves the span as it is if the headers name no valid trace', () => {
    const span = boundary();
    expect(attachToParent(span, {})).toBe(false);
    expect(attachToParent(span, { opik_trace_id: 'x', opik_parent_span_id: SPAN })).toBe(false);
    expect(span.attributes).toEqual({});
  });
});

describe('distributed headers', () => {
  it('are sent by all names', () => {
    const { client } = recording();
    expect(client.distributedHeaders()).toEqual({});
    const span = client.span({ traceId: TRACE, id: SPAN, name: 's' });
    expect(client.runWith(span, () => client.distributedHeaders())).toEqual({
      vitrine_trace_id: TRACE,
      vitrine_parent_span_id: SPAN,
      opik_trace_id: TRACE,
      opik_parent_span_id: SPAN,
      traceparent: '00-0198c0f26d3e7c519a546c1f0f7f2b11-9a546c1f0f7f2b12-01',
      tracestate: `vitrine=${SPAN}`,
    });
  });

  it.each(['vitrine', 'opik', 'trace'])('are read by the names of %s alone', async (prefix) => {
    const { client } = recording();
    const span = client.span({ traceId: TRACE, id: SPAN, name: 's' });
    const all = Object.entries(client.runWith(span, () => client.distributedHeaders()));
    const some = Object.fromEntries(all.filter(([name]) => name.startsWith(prefix)));
    expect(await joined(some)).toMatchObject({ trace: TRACE, parent: SPAN, traces: 0 });
    expect(await joined(new Headers(some))).toMatchObject({ trace: TRACE, parent: SPAN });
  });

  it('need no parent span', async () => {
    expect(await joined({ opik_trace_id: TRACE })).toMatchObject({ trace: TRACE, parent: undefined });
  });

  it('are ignored if they are not valid, and reported', async () => {
    const bad = await joined({ vitrine_trace_id: "1'; DROP TABLE traces" });
    expect(bad).toMatchObject({ traces: 1, lines: [expect.stringContaining('vitrine_trace_id')] });
    const badParent = await joined({ vitrine_trace_id: TRACE, vitrine_parent_span_id: 'x' });
    expect(badParent).toMatchObject({ trace: TRACE, parent: undefined, lines: [expect.any(String)] });
    const foreign = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(await joined({ traceparent: foreign })).toMatchObject({ traces: 1, lines: [] });
  });

  it.each([
    ['version 4', '6f1cb9f8-51ab-4e0c-8b2a-4c3b7a1f0d11', 'version 4 UUID'],
    ['the future', 'f38c47d2-6800-7000-8000-000000000000', 'day ahead'],
  ])('are ignored if an id is of %s, because the server would refuse the spans', async (_what, id, fault) => {
    expect(await joined({ opik_trace_id: id })).toMatchObject({ traces: 1, lines: [expect.stringContaining(fault)] });
    const badParent = await joined({ opik_trace_id: TRACE, opik_parent_span_id: id });
    expect(badParent).toMatchObject({ trace: TRACE, parent: undefined, lines: [expect.stringContaining(fault)] });
  });

  it('of one name count if those of another are not valid', async () => {
    const mixed = await joined({ vitrine_trace_id: 'x', opik_trace_id: TRACE, opik_parent_span_id: SPAN });
    expect(mixed).toMatchObject({ trace: TRACE, parent: SPAN });
  });

  it('never throw into the host, whatever they are', async () => {
    const { client, lines } = recording();
    const throwing = {
      get(): never {
        throw new Error('no headers');
      },
    };
    for (const headers of [undefined, null, 7, throwing]) {
      expect(client.runWithHeaders(headers as unknown as Headers, () => 'ran')).toBe('ran');
    }
    expect(lines).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('are read from W3C baggage', async () => {
    const baggage = `team=a%20b;ttl=1, opik.trace_id=${TRACE} ;x=y,opik.parent_span_id=${SPAN}`;
    expect(await joined({ baggage })).toMatchObject({ trace: TRACE, parent: SPAN, traces: 0 });
    expect(await joined({ baggage: 'opik.trace_id=x' })).toMatchObject({ traces: 1, lines: [expect.any(String)] });
  });

  it.each([
    ['session.id=s%201', 's 1'],
    ['user=%E0%A4%A,thread_id=t1;p=1', 't1'],
    ['thread_id=,=x,;,plain', undefined],
    [`thread_id=${'x'.repeat(9_000)}`, undefined],
  ])('name the thread of new traces in W3C baggage: %s', async (baggage, threadId) => {
    const { client, memory } = recording();
    client.runWithHeaders({ baggage }, () => client.track(function work() {})());
    await client.flush();
    expect(memory.traces[0]?.thread_id).toBe(threadId);
  });

  it('join two services in one trace, through fetch and Express', async () => {
    const caller = recording();
    const called = recording();
    const find = called.client.track(async function find() {
      return 'found';
    });
    const app = express();
    app.use(expressContext(called.client));
    app.get('/find', async (_request, response) => void response.send(await find()));
    const server = await new Promise<import('node:http').Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    const { port } = server.address() as import('node:net').AddressInfo;
    const ask = caller.client.track(async function ask() {
      return (await fetchWithContext(`http://127.0.0.1:${port}/find`)).text();
    });
    expect(await ask()).toBe('found');
    server.close();
    await Promise.all([caller.client.flush(), called.client.flush()]);
    expect(called.memory.traces).toEqual([]);
    expect(called.memory.spans).toMatchObject([
      { name: 'find', trace_id: caller.memory.traces[0]?.id, parent_span_id: caller.memory.spans[0]?.id },
    ]);
  });

  it('leave existing headers alone, and add none if nothing is recorded', async () => {
    await using sink = await Sink.start();
    const { client } = recording();
    await fetchWithContext(sink.url);
    await client.runWith(client.trace({ name: 't' }), () =>
      fetchWithContext(new Request(sink.url, { headers: { traceparent: 'mine', 'x-own': '1' } })),
    );
    expect(sink.received.at(0)?.headers).not.toHaveProperty('vitrine_trace_id');
    expect(sink.received.at(1)?.headers).toMatchObject({ traceparent: 'mine', 'x-own': '1' });
    expect(sink.received.at(1)?.headers).toHaveProperty('vitrine_trace_id');
  });

  it('apply to handlers that take a Request', async () => {
    const { client, memory } = recording();
    const handler = withContext(async (request: Request, extra: number) => {
      await Promise.resolve();
      client.currentHandle()?.span({ name: request.url });
      return new Response(String(extra));
    }, client);
    const request = new Request('http://host/path', { headers: { vitrine_trace_id: TRACE } });
    expect(await (await handler(request, 7)).text()).toBe('7');
    await client.flush();
    expect(memory.spans).toMatchObject([{ name: 'http://host/path', trace_id: TRACE }]);
  });
});

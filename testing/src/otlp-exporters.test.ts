import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TracesView, TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type RunningServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function traceOf(project: string): Promise<TraceView> {
  const list = await server.get<TracesView>(`view/traces?project_name=${encodeURIComponent(project)}`);
  expect(list.traces).toHaveLength(1);
  return server.get<TraceView>(`view/traces/${list.traces[0]?.id}`);
}

type NewExporter = (options: object) => SpanExporter;
const protobuf: NewExporter = (options) => new ProtoExporter(options);
const json: NewExporter = (options) => new JsonExporter(options);

describe.each([
  ['protobuf', 'v1/traces', protobuf],
  ['protobuf', 'api/v1/private/otel/v1/traces', protobuf],
  ['JSON', 'v1/traces', json],
  ['JSON', 'api/v1/private/otel/v1/traces', json],
])('an OTLP exporter that sends %s to %s', (encoding, path, newExporter) => {
  test.each(['none', 'gzip'])('logs a trace (compression: %s)', async (compression) => {
    const project = `otlp ${encoding} ${path} ${compression}`;
    const exporter = newExporter({ url: `${server.url}/${path}`, headers: { projectName: project }, compression });
    const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
    const tracer = provider.getTracer('agent', '1.0');

    const root = tracer.startSpan('invoke_agent support', {
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.conversation.id': 'conversation 1' },
    });
    const inside = trace.setSpan(context.active(), root);
    const call = tracer.startSpan(
      'chat gpt-4o-mini',
      {
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'gpt-4o-mini',
          'gen_ai.usage.input_tokens': 1000,
          'gen_ai.usage.output_tokens': 100,
          'gen_ai.input.messages': JSON.stringify([
            { role: 'user', parts: [{ type: 'text', content: 'Where is it?' }] },
          ]),
        },
      },
      inside,
    );
    call.end();
    const tool = tracer.startSpan(
      'execute_tool find_order',
      { attributes: { 'gen_ai.operation.name': 'execute_tool' } },
      inside,
    );
    tool.recordException(new TypeError('no such order'));
    tool.setStatus({ code: SpanStatusCode.ERROR, message: 'no such order' });
    tool.end();
    // The children are exported first, in a batch before the root.
    await provider.forceFlush();
    root.end();
    await provider.shutdown();

    const view = await traceOf(project);
    expect(view.trace).toMatchObject({
      name: 'invoke_agent support',
      thread_id: 'conversation 1',
      span_count: 3,
      error_count: 1,
    });
    const [agent] = view.spans.filter((span) => span.parent_span_id === null);
    expect(agent).toMatchObject({ name: 'invoke_agent support', kind: 'agent' });
    expect(
      view.spans
        .filter((span) => span.parent_span_id === agent?.id)
        .map((span) => span.kind)
        .toSorted(),
    ).toEqual(['llm', 'tool']);
    const llm = view.spans.find((span) => span.kind === 'llm');
    expect(llm).toMatchObject({ model: 'gpt-4o-mini', provider: 'openai', total_tokens: 1100, cost_status: 'priced' });
    expect(llm?.total_estimated_cost).toBeCloseTo((1000 * 0.15 + 100 * 0.6) / 1e6, 9);
    expect(view.spans.find((span) => span.kind === 'tool')).toMatchObject({ has_error: true });
  });
});

describe('invalid or repeated OTLP exports', () => {
  const post = (body: BodyInit, type: string): Promise<Response> =>
    fetch(`${server.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': type, projectName: 'otlp bad' },
      body,
    });

  test('invalid protobuf or JSON returns 400, a wrong content type 415, an invalid body 422, and the server keeps running', async () => {
    expect((await post(new Uint8Array([255, 255, 255, 1, 2]), 'application/x-protobuf')).status).toBe(400);
    expect((await post('x', 'text/plain')).status).toBe(415);
    expect((await post('{', 'application/json')).status).toBe(400);
    expect((await post('{"resourceSpans":3}', 'application/json')).status).toBe(422);
    expect((await post('', 'application/x-protobuf')).status).toBe(200);
  });

  test('an invalid span is counted in the response, and the others are stored', async () => {
    const nano = `${Date.now()}000000`;
    const span = { spanId: 'aaaaaaaaaaaaaaaa', name: 'kept', startTimeUnixNano: nano, endTimeUnixNano: nano };
    const spans = [
      { ...span, traceId: 'a'.repeat(32) },
      { ...span, traceId: '0'.repeat(32) },
      { ...span, traceId: 'b'.repeat(32), startTimeUnixNano: '1' },
    ];
    const answer = await post(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }), 'application/json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: expect.stringMatching(/trace id/) as string },
    });
    expect((await traceOf('otlp bad')).trace.name).toBe('kept');
  });

  test('an export that is sent several times is stored once', async () => {
    const nano = `${Date.now()}000000`;
    const span = {
      traceId: 'c'.repeat(32),
      spanId: 'cccccccccccccccc',
      name: 'once',
      startTimeUnixNano: nano,
      endTimeUnixNano: nano,
    };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    const send = (): Promise<Response> =>
      fetch(`${server.url}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', projectName: 'twice' },
        body,
      });
    await Promise.all([send(), send(), send()]);
    const view = await traceOf('twice');
    expect(view.spans).toHaveLength(1);
  });
});

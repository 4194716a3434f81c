import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Vitrine } from '@vitrine/core';
import type { SpanRow, TraceView } from '@vitrine/core/model';
import { createVitrine } from '@vitrine/server';
import { generateText, isStepCount } from 'ai';
import { createAgent, tool } from 'langchain';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { add, calls, modelOf, textAnswer } from './ai-sdk/models.fixture.ts';
import { vitrineTelemetry } from './ai-sdk/vitrine-telemetry.ts';
import { vitrineCallbacks } from './langchain/vitrine-callbacks.ts';
import { ProviderServer, json } from './model-calls/provider-server.fixture.ts';
import { completion } from './openai/openai.fixture.ts';
import { trackOpenAI } from './openai/track-openai.ts';
import { Recording } from './recording.fixture.ts';
import { vitrineSpanExporter } from './otel/vitrine-span-exporter.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-adapters-'));
const vitrine = createVitrine({ dataDir, auth: 'local' });
const server = createServer(vitrine.router);
let client: Vitrine;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new Vitrine({ url, projectName: 'adapters' });
  await vitrine.ready();
}, 60_000);

afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
  await vitrine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function view(traceId: string): Promise<TraceView> {
  const response = await fetch(`${url}/api/v1/view/traces/${traceId}`);
  expect(response.status).toBe(200);
  return (await response.json()) as TraceView;
}

function drawn(spans: SpanRow[], parent: string | null = null, depth = 0): string[] {
  return spans
    .filter((span) => span.parent_span_id === parent)
    .flatMap((span) => [`${'  '.repeat(depth)}${span.kind} ${span.name}`, ...drawn(spans, span.id, depth + 1)]);
}

describe('a real server', () => {
  it('returns an AI SDK agent as it was recorded', async () => {
    const trace = client.trace({ name: 'turn', input: { question: 'One and one?' }, threadId: 'th-1' });
    const telemetry = { functionId: 'calculator', integrations: [vitrineTelemetry(client)] };
    const { text } = await client.runWith(trace, () =>
      generateText({
        model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
        tools: { add },
        prompt: 'One and one?',
        stopWhen: isStepCount(5),
        telemetry,
      }),
    );
    trace.end({ output: { text } });
    expect(await client.flush()).toMatchObject({ dropped: 0, reasons: {}, pending: 0 });
    const shown = await view(trace.id);
    expect(drawn(shown.spans)).toEqual([
      'agent calculator',
      '  step step 1',
      '    llm gpt-x',
      '    tool add',
      '  step step 2',
      '    llm gpt-x',
    ]);
    expect(shown.trace).toMatchObject({
      name: 'turn',
      project_name: 'adapters',
      thread_id: 'th-1',
      output_preview: 'two',
      span_count: 6,
      llm_span_count: 2,
      total_tokens: 300,
    });
  });

  it('returns a LangChain agent as it was recorded, with updates after a flush', async () => {
    const one = tool(async () => '2', { name: 'one', description: 'One.', schema: z.object({}) });
    const model = fakeModel()
      .respondWithTools([{ name: 'one', args: {}, id: 'c' }])
      .respond(new AIMessage('two'));
    const trace = client.trace({ name: 'agent turn' });
    await client.flush();
    await client.runWith(trace, () =>
      createAgent({ model, tools: [one] }).invoke({ messages: 'x' }, { callbacks: [vitrineCallbacks(client)] }),
    );
    trace.end({ output: 'two' });
    await client.flush();
    const shown = await view(trace.id);
    expect(drawn(shown.spans)).toEqual([
      'agent LangGraph',
      '  step model_request',
      '    llm FakeBuiltModel',
      '  step tools',
      '    tool one',
      '  step model_request',
      '    llm FakeBuiltModel',
    ]);
    expect(shown.trace).toMatchObject({ name: 'agent turn', output_preview: 'two', end_time: expect.any(String) });
  });

  it('joins spans of one OpenTelemetry trace from the exporter and from OTLP', async () => {
    const spanProcessors = [new SimpleSpanProcessor(vitrineSpanExporter(client))];
    const span = new BasicTracerProvider({ spanProcessors }).getTracer('test').startSpan('asking');
    const { traceId, spanId } = span.spanContext();
    span.end();
    await client.flush();
    const at = String(BigInt(Date.now()) * 1_000_000n);
    const answering = {
      traceId,
      spanId: '00f067aa0ba902b7',
      parentSpanId: spanId,
      name: 'answering',
      kind: 2,
      startTimeUnixNano: at,
      endTimeUnixNano: at,
    };
    const body = JSON.stringify({
      resourceSpans: [{ scopeSpans: [{ scope: { name: 'other' }, spans: [answering] }] }],
    });
    const headers = { 'content-type': 'application/json', projectName: 'adapters' };
    expect((await fetch(`${url}/v1/traces`, { method: 'POST', headers, body })).status).toBe(200);
    const recording = new Recording();
    vitrineSpanExporter(recording.client).export([span as never], () => {});
    const shown = await view((await recording.traces()).at(0)?.id ?? '');
    expect(drawn(shown.spans)).toEqual(['general asking', '  general answering']);
    expect(shown.trace.name).toBe('asking');
  });

  it('returns the calls of an OpenAI client with their tokens and cost', async () => {
    const endpoint = await ProviderServer.start();
    endpoint.reply(json(completion({ content: 'Hi.' })));
    const openai = trackOpenAI(new OpenAI({ apiKey: 'none', baseURL: `${endpoint.url}/v1` }), client);
    const trace = client.trace({ name: 'talk' });
    const messages = [{ role: 'user' as const, content: 'Hello?' }];
    await client.runWith(trace, () => openai.chat.completions.create({ model: 'gpt-5', messages }));
    trace.end();
    await client.flush();
    await endpoint.close();
    const shown = await view(trace.id);
    expect(drawn(shown.spans)).toEqual(['llm gpt-5']);
    expect(shown.trace).toMatchObject({ total_tokens: 2306, total_estimated_cost: expect.any(Number) });
    expect(shown.spans.at(0)).toMatchObject({ provider: 'openai', cost_status: 'priced' });
  });

  it('keeps the scores of traces and threads', async () => {
    const trace = client.trace({ name: 'scored', threadId: 'th-2' });
    trace.score({ name: 'user_feedback', value: 1, categoryName: 'up' });
    client.scores.add('thread', 'th-2', { name: 'solved', value: 1 });
    trace.end();
    expect(await client.flush()).toMatchObject({ sent: 3, dropped: 0 });
    expect((await view(trace.id)).trace.feedback_scores).toMatchObject([{ name: 'user_feedback', value: 1 }]);
  });
});

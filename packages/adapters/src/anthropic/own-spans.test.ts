import Anthropic from '@anthropic-ai/sdk';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { expect, it } from 'vitest';
import { ProviderServer, events } from '../model-calls/provider-server.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { trackAnthropic } from './track-anthropic.ts';

it('does not change the OpenTelemetry spans of the SDK itself', async () => {
  const endpoint = await ProviderServer.start();
  const recording = new Recording();
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const made = new Anthropic({ apiKey: 'none', baseURL: endpoint.url, openTelemetry: { tracerProvider } });
  const anthropic = trackAnthropic(made, recording.client);
  const usage = { input_tokens: 3, output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-4-5', content: [], usage };
  endpoint.reply(
    events(
      [
        { type: 'message_start', message },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi.' } },
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } },
        { type: 'message_stop' },
      ],
      { named: true },
    ),
  );
  const stream = anthropic.messages.stream({
    model: 'claude-haiku-4-5',
    max_tokens: 10,
    messages: [{ role: 'user', content: 'Hello?' }],
  });
  await stream.finalMessage();
  await endpoint.close();
  await expect.poll(() => exporter.getFinishedSpans().length).toBe(1);
  expect(exporter.getFinishedSpans().at(0)?.attributes).toMatchObject({ 'gen_ai.usage.output_tokens': 7 });
  expect(await recording.span('claude-haiku-4-5')).toMatchObject({ ledger: { input: 3, output: 7 } });
});

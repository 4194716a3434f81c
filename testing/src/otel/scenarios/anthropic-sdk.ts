import Anthropic from '@anthropic-ai/sdk';
import { askAnthropic } from '../ask-anthropic.ts';
import { MODEL_URL, THREAD } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
const client = new Anthropic({
  baseURL: MODEL_URL.replace(/\/v1$/, ''),
  apiKey: 'none',
  maxRetries: 0,
  openTelemetry: { tracerProvider: provider, traces: { contentMode: 'content' } },
});
await provider
  .getTracer('weather')
  .startActiveSpan('answer', { attributes: { 'session.id': THREAD } }, async (span) => {
    await askAnthropic(client);
    span.end();
  });
await provider.shutdown();

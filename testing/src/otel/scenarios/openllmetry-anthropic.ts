import type Anthropic from '@anthropic-ai/sdk';
// The instrumentation does not support version 1 yet.
import * as anthropic from '@anthropic-ai/sdk-0';
import { AnthropicInstrumentation } from '@traceloop/instrumentation-anthropic';
import { askAnthropic } from '../ask-anthropic.ts';
import { MODEL_URL } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
const instrumentation = new AnthropicInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(anthropic as unknown as Parameters<typeof instrumentation.manuallyInstrument>[0]);
const client = new anthropic.Anthropic({
  baseURL: MODEL_URL.replace(/\/v1$/, ''),
  apiKey: 'none',
  maxRetries: 0,
});
await provider.getTracer('weather').startActiveSpan('answer', async (span) => {
  await askAnthropic(client as unknown as Anthropic);
  span.end();
});
await provider.shutdown();

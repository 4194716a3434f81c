import Anthropic from '@anthropic-ai/sdk';
import { AnthropicInstrumentation } from '@arizeai/openinference-instrumentation-anthropic';
import { askAnthropic } from '../ask-anthropic.ts';
import { MODEL_URL } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
new AnthropicInstrumentation({ tracerProvider: provider }).manuallyInstrument(Anthropic);
const client = new Anthropic({
  baseURL: MODEL_URL.replace(/\/v1$/, ''),
  apiKey: 'none',
  maxRetries: 0,
  openTelemetry: false,
});
await provider.getTracer('weather').startActiveSpan('answer', async (span) => {
  await askAnthropic(client);
  span.end();
});
await provider.shutdown();

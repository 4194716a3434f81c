import { createRequire } from 'node:module';
import { metrics } from '@opentelemetry/api';
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import type * as OpenAIModule from 'openai';
import { askOpenai } from '../ask-openai.ts';
import { LogsAsSpanEvents } from '../logs-as-span-events.ts';
import { MODEL_URL, THREAD } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry({ http: true });
const instrumentation = new OpenAIInstrumentation({ captureMessageContent: true });
instrumentation.setTracerProvider(provider);
instrumentation.setLoggerProvider(new LoggerProvider({ processors: [new LogsAsSpanEvents()] }));
instrumentation.setMeterProvider(metrics.getMeterProvider());
// The instrumentation hooks into `require`.
const { OpenAI } = createRequire(import.meta.url)('openai') as typeof OpenAIModule;
const openai = new OpenAI({ baseURL: MODEL_URL, apiKey: 'none', maxRetries: 0 });

await provider
  .getTracer('weather')
  .startActiveSpan('answer', { attributes: { 'gen_ai.conversation.id': THREAD } }, async (span) => {
    await askOpenai(openai);
    span.end();
  });
await provider.shutdown();

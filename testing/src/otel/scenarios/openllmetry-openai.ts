import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai';
import OpenAI from 'openai';
import { askOpenai } from '../ask-openai.ts';
import { MODEL_URL, THREAD } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry({ http: true });
const instrumentation = new OpenAIInstrumentation({ enrichTokens: false });
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(OpenAI);
const openai = new OpenAI({ baseURL: MODEL_URL, apiKey: 'none', maxRetries: 0 });

await provider
  .getTracer('weather')
  .startActiveSpan(
    'answer',
    { attributes: { 'traceloop.association.properties.session_id': THREAD } },
    async (span) => {
      await askOpenai(openai);
      span.end();
    },
  );
await provider.shutdown();

import { setMetadata, setSession, setTags, setUser } from '@arizeai/openinference-core';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { context } from '@opentelemetry/api';
import OpenAI from 'openai';
import { askOpenai } from '../ask-openai.ts';
import { MODEL_URL, THREAD, USER } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry({ http: true });
const instrumentation = new OpenAIInstrumentation({ tracerProvider: provider });
// The instrumentation is typed for the newest client.
instrumentation.manuallyInstrument(OpenAI as unknown as Parameters<typeof instrumentation.manuallyInstrument>[0]);
const openai = new OpenAI({ baseURL: MODEL_URL, apiKey: 'none', maxRetries: 0 });

const session = setUser(setSession(context.active(), { sessionId: THREAD }), { userId: USER });
const about = setMetadata(setTags(session, ['weather', 'test']), { plan: 'free' });
await context.with(about, () =>
  provider.getTracer('weather').startActiveSpan('answer', async (span) => {
    await askOpenai(openai);
    span.end();
  }),
);
await provider.shutdown();

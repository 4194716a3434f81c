import { createOpenAI } from '@ai-sdk/openai-2';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { embed, generateObject, generateText, stepCountIs, streamText, tool, type TelemetrySettings } from 'ai-5';
import { z } from 'zod';
import {
  EMBEDDING_MODEL,
  INSTRUCTIONS,
  MODEL,
  MODEL_URL,
  QUESTION,
  REFUSED,
  THREAD,
  weather,
} from '../../otel/story.ts';

const { OpikExporter } =
  process.env['OPIK_MAJOR'] === '1' ? await import('@testing/opik-1/vercel') : await import('opik-vercel');

const sdk = new NodeSDK({ traceExporter: new OpikExporter({ tags: ['weather'], metadata: { plan: 'free' } }) });
sdk.start();
const openai = createOpenAI({ baseURL: MODEL_URL, apiKey: 'none' });
// The settings are typed with a newer OpenTelemetry than ai 5 uses.
const experimental_telemetry = OpikExporter.getSettings({
  name: 'weather agent',
  metadata: { threadId: THREAD },
}) as TelemetrySettings;
const tools = {
  get_weather: tool({
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => weather(city),
  }),
};
const request = { system: INSTRUCTIONS, tools, stopWhen: stepCountIs(4), experimental_telemetry };

await generateText({ ...request, model: openai(MODEL), prompt: QUESTION });
await streamText({ ...request, model: openai.chat(MODEL), prompt: QUESTION }).consumeStream();
await generateObject({
  model: openai(MODEL),
  schema: z.object({ celsius: z.number() }),
  prompt: 'How warm is it?',
  experimental_telemetry,
});
await embed({ model: openai.embedding(EMBEDDING_MODEL), value: QUESTION, experimental_telemetry });
await generateText({ model: openai(MODEL), prompt: REFUSED, maxRetries: 0, experimental_telemetry }).catch(
  () => undefined,
);
await sdk.shutdown();

import { createOpenAI } from '@ai-sdk/openai-2';
import { embed, generateObject, generateText, stepCountIs, streamText, tool } from 'ai-5';
import { z } from 'zod';
import { EMBEDDING_MODEL, INSTRUCTIONS, MODEL, MODEL_URL, QUESTION, REFUSED, THREAD, weather } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
const openai = createOpenAI({ baseURL: MODEL_URL, apiKey: 'none' });
const experimental_telemetry = {
  isEnabled: true,
  functionId: 'weather-agent',
  metadata: { sessionId: THREAD, tags: ['weather', 'test'], plan: 'free' },
};
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
await provider.shutdown();

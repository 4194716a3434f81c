import { createOpenAI } from '@ai-sdk/openai';
import { OpenTelemetry } from '@ai-sdk/otel';
import { embed, generateText, registerTelemetry, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { EMBEDDING_MODEL, INSTRUCTIONS, MODEL, MODEL_URL, QUESTION, REFUSED, THREAD, weather } from '../story.ts';
import { startTelemetry } from '../telemetry.ts';

const provider = startTelemetry();
registerTelemetry(new OpenTelemetry({ usage: true, embedding: true, runtimeContext: true }));
const openai = createOpenAI({ baseURL: MODEL_URL, apiKey: 'none' });
const tools = {
  get_weather: tool({
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => weather(city),
  }),
};
const request = {
  instructions: INSTRUCTIONS,
  tools,
  stopWhen: stepCountIs(4),
  runtimeContext: { threadId: THREAD, plan: 'free' },
  telemetry: { functionId: 'weather-agent', includeRuntimeContext: { threadId: true, plan: true } },
} as const;

await generateText({ ...request, model: openai(MODEL), prompt: QUESTION });
await streamText({ ...request, model: openai.chat(MODEL), prompt: QUESTION }).consumeStream();
await embed({ model: openai.embedding(EMBEDDING_MODEL), value: QUESTION });
await generateText({ model: openai(MODEL), prompt: REFUSED, maxRetries: 0 }).catch(() => undefined);
await provider.shutdown();

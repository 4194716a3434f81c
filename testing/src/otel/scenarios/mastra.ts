import { createOpenAI } from '@ai-sdk/openai-3';
import { Agent } from '@mastra/core/agent';
import { Mastra } from '@mastra/core/mastra';
import { createTool } from '@mastra/core/tools';
import { Observability } from '@mastra/observability';
import { OtelExporter } from '@mastra/otel-exporter';
import { z } from 'zod';
import { INSTRUCTIONS, MODEL, MODEL_URL, QUESTION, REFUSED, THREAD, weather } from '../story.ts';

const openai = createOpenAI({ baseURL: MODEL_URL, apiKey: 'none' });
const getWeather = createTool({
  id: 'get_weather',
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => weather(city),
});
const agent = new Agent({
  id: 'weather-agent',
  name: 'Weather agent',
  instructions: INSTRUCTIONS,
  model: openai(MODEL),
  maxRetries: 0,
  tools: { get_weather: getWeather },
});
const exporter = new OtelExporter({
  provider: {
    custom: {
      endpoint: `${process.env['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/traces`,
      protocol: process.env['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'http/json' ? 'http/json' : 'http/protobuf',
    },
  },
  signals: { logs: false },
});
const mastra = new Mastra({
  agents: { agent },
  logger: false,
  observability: new Observability({ configs: { otel: { serviceName: 'weather', exporters: [exporter] } } }),
});
const tracingOptions = { metadata: { threadId: THREAD, plan: 'free' }, tags: ['weather', 'test'] };
await mastra.getAgent('agent').generate(QUESTION, { tracingOptions });
const stream = await mastra.getAgent('agent').stream(QUESTION, { tracingOptions });
await stream.text;
await mastra
  .getAgent('agent')
  .generate(REFUSED)
  .catch(() => undefined);
await mastra.shutdown();

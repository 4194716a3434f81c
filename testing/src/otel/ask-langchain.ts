import type { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { INSTRUCTIONS, MODEL, MODEL_URL, QUESTION, REFUSED, THREAD, weather } from './story.ts';

const model = new ChatOpenAI({
  model: MODEL,
  streamUsage: true,
  maxRetries: 0,
  apiKey: 'none',
  configuration: { baseURL: MODEL_URL },
});

/** Runs the scenario with an agent of LangChain and these callbacks, and then a call that is refused. */
export async function askLangchain(callbacks: BaseCallbackHandler[] = []): Promise<void> {
  const getWeather = tool(({ city }) => JSON.stringify(weather(city)), {
    name: 'get_weather',
    description: 'The weather in a city',
    schema: z.object({ city: z.string() }),
  });
  const agent = createAgent({ model, tools: [getWeather], systemPrompt: INSTRUCTIONS });
  await agent.invoke(
    { messages: [{ role: 'user', content: QUESTION }] },
    { runName: 'weather agent', tags: ['weather'], metadata: { thread_id: THREAD, plan: 'free' }, callbacks },
  );
  await model.invoke(REFUSED, { callbacks }).catch(() => undefined);
}

import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { traceable } from 'langsmith/traceable';
import { initializeOTEL } from 'langsmith/experimental/otel/setup';
import { wrapOpenAI } from 'langsmith/wrappers';
import OpenAI from 'openai';
import { askOpenai } from '../ask-openai.ts';
import { MODEL_URL, THREAD, weather } from '../story.ts';

// LangSmith's client requests the capabilities of its service, even if it sends no data there. A stub answers.
const service = createServer((_request, response) => void response.end('{}')).listen(0, '127.0.0.1');
await once(service, 'listening');
process.env['LANGSMITH_ENDPOINT'] = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;

// LangSmith requires LANGSMITH_OTEL_ENABLED and LANGSMITH_TRACING, which the runner sets.
const { DEFAULT_LANGSMITH_SPAN_PROCESSOR: processor } = initializeOTEL();
const openai = wrapOpenAI(new OpenAI({ baseURL: MODEL_URL, apiKey: 'none', maxRetries: 0 }));
const lookUp = traceable((city: string) => weather(city), { name: 'look_up', run_type: 'tool' });
const answer = traceable(
  async (_question: string) => {
    await lookUp('Paris');
    await askOpenai(openai);
    return 'It rains.';
  },
  { name: 'answer', tags: ['weather'], metadata: { thread_id: THREAD, plan: 'free' } },
);
await answer('What is the weather in Paris?');
await processor.forceFlush();
await processor.shutdown();
service.close();
service.closeAllConnections();

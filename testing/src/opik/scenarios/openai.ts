import { OpenAI } from 'openai';
import { askOpenai } from '../../otel/ask-openai.ts';
import { MODEL_URL } from '../../otel/story.ts';

const { trackOpenAI } =
  process.env['OPIK_MAJOR'] === '1' ? await import('@testing/opik-1/openai') : await import('opik-openai');

const openai = trackOpenAI(new OpenAI({ baseURL: MODEL_URL, apiKey: 'none', maxRetries: 0 }), {
  traceMetadata: { tags: ['weather'], plan: 'free' },
});
await askOpenai(openai);
await openai.flush();

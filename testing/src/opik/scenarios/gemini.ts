import { GoogleGenAI, Type } from '@google/genai';
import { INSTRUCTIONS, QUESTION, REFUSED, weather } from '../../otel/story.ts';
import { startGeminiServer } from '../gemini-server.ts';

const { trackGemini } =
  process.env['OPIK_MAJOR'] === '1' ? await import('@testing/opik-1/gemini') : await import('opik-gemini');

const server = await startGeminiServer();
const gemini = trackGemini(new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: server.url } }), {
  traceMetadata: { tags: ['weather'], plan: 'free' },
});
const model = 'gemini-2.5-flash';
const parameters = { type: Type.OBJECT, properties: { city: { type: Type.STRING } } };
const config = {
  systemInstruction: INSTRUCTIONS,
  tools: [{ functionDeclarations: [{ name: 'get_weather', description: 'The weather in a city', parameters }] }],
};
const question = { role: 'user', parts: [{ text: QUESTION }] };

const asked = await gemini.models.generateContent({ model, contents: [question], config });
const calls = (asked.functionCalls ?? []).map(({ name = '', args = {} }) => ({ name, args }));
const contents = [
  question,
  { role: 'model', parts: calls.map((functionCall) => ({ functionCall })) },
  {
    role: 'user',
    parts: calls.map(({ name, args }) => ({
      functionResponse: { name, response: weather(String(args['city'])) },
    })),
  },
];
const answer = await gemini.models.generateContentStream({ model, contents, config });
for await (const _ of answer);
await gemini.models.generateContent({ model, contents: REFUSED }).catch(() => undefined);
await gemini.flush();
await server.close();

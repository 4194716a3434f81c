import { startModelServer } from '@testing/model-server';
import { GoogleGenAI } from '@google/genai';
import { trackGoogleGenAI } from '@vitrine/adapters/google-genai';
import { Vitrine } from '@vitrine/core';
import { calculator } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';
const client = new Vitrine({ url, projectName: 'google-genai-agent' });

// Without an API key, the model is a local server with Google's protocol.
const apiKey = process.env['GEMINI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const httpOptions = local === undefined ? {} : { baseUrl: new URL(local.url).origin };

// The only line for Vitrine.
const genai = trackGoogleGenAI(new GoogleGenAI({ apiKey: apiKey ?? 'none', httpOptions }), client);

// The trace around the call is only needed to print its URL.
const trace = client.trace({ name: 'calculator', input: { question } });
const traceId = trace.id;
try {
  const { text } = await client.runWith(trace, () =>
    genai.models.generateContent({
      model: 'gemini-2.5-flash',
      contents: question,
      config: {
        systemInstruction:
          'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.',
        tools: [calculator],
      },
    }),
  );
  trace.end({ output: { text } });
  console.log(text);
} catch (error) {
  trace.end({ errorInfo: error });
  console.error(error);
  process.exitCode = 1;
}

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${traceId}`);
await local?.close();

import { startModelServer } from '@testing/model-server';
import { ChatOpenAI } from '@langchain/openai';
import { Vitrine } from '@vitrine/core';
import { vitrineCallbacks } from '@vitrine/adapters/langchain';
import { createAgent } from 'langchain';
import { add, multiply } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const model = new ChatOpenAI({
  model: 'gpt-4.1-mini',
  apiKey: apiKey ?? 'none',
  ...(local === undefined ? {} : { configuration: { baseURL: local.url } }),
});

const agent = createAgent({
  name: 'calculator',
  model,
  tools: [add, multiply],
  systemPrompt: 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.',
});

const client = new Vitrine({ url, projectName: 'langchain-agent' });
const trace = client.trace({ name: 'calculator', input: { question } });

// The only line for Vitrine is the callback. The trace around the call is only needed to print its URL.
const ask = () =>
  agent.invoke({ messages: [{ role: 'user', content: question }] }, { callbacks: [vitrineCallbacks(client)] });

try {
  const { messages } = await client.runWith(trace, ask);
  const answer = messages.at(-1)?.text ?? '';
  trace.end({ output: { answer } });
  console.log(answer);
} catch (error) {
  trace.end({ errorInfo: error });
  console.error(error);
  process.exitCode = 1;
}

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${trace.id}`);
await local?.close();

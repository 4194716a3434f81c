import { createOpenAI } from '@ai-sdk/openai';
import { startModelServer } from '@testing/model-server';
import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { Observability } from '@mastra/observability';
import { vitrineExporter } from '@vitrine/adapters/mastra';
import { Vitrine } from '@vitrine/core';
import { add, multiply } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const openai = createOpenAI({ apiKey: apiKey ?? 'none', ...(local && { baseURL: local.url }) });

const calculator = new Agent({
  id: 'calculator',
  name: 'calculator',
  instructions: 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.',
  model: openai.chat('gpt-4.1-mini'),
  tools: { add, multiply },
});

const client = new Vitrine({ url, projectName: 'mastra-agent' });

// The only line for Vitrine is the bridge.
const observability = new Observability({
  configs: { vitrine: { serviceName: 'mastra-agent', bridge: vitrineExporter(client) } },
});
const mastra = new Mastra({ agents: { calculator }, logger: false, observability });

const trace = client.trace({ name: 'calculator', input: { question } });
const { text } = await client.runWith(trace, () => mastra.getAgent('calculator').generate(question));
trace.end({ output: { answer: text } });
console.log(text);

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${trace.id}`);
await local?.close();

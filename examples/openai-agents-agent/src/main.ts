import { startModelServer } from '@testing/model-server';
import { Agent, OpenAIProvider, Runner, setTraceProcessors } from '@openai/agents';
import { vitrineTracingProcessor } from '@vitrine/adapters/openai-agents';
import { Vitrine } from '@vitrine/core';
import { add, multiply } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';
const client = new Vitrine({ url, projectName: 'openai-agents-agent' });

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const modelProvider = new OpenAIProvider({
  apiKey: apiKey ?? 'none',
  ...(local === undefined ? {} : { baseURL: local.url }),
});

// The only line for Vitrine. `addTraceProcessor` would leave OpenAI's own tracing enabled as well.
setTraceProcessors([vitrineTracingProcessor(client)]);

const calculator = new Agent({
  name: 'calculator',
  model: 'gpt-4.1-mini',
  instructions: 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.',
  tools: [add, multiply],
});
const desk = new Agent({
  name: 'desk',
  model: 'gpt-4.1-mini',
  instructions: 'You pass questions on.',
  modelSettings: { toolChoice: 'required' },
  handoffs: [calculator],
});

// The trace around the run is only needed to print its URL.
const trace = client.trace({ name: 'calculator', input: { question } });
const traceId = trace.id;
try {
  const { finalOutput } = await client.runWith(trace, () => new Runner({ modelProvider }).run(desk, question));
  trace.end({ output: { text: finalOutput } });
  console.log(finalOutput);
} catch (error) {
  trace.end({ errorInfo: error });
  console.error(error);
  process.exitCode = 1;
}

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${traceId}`);
await local?.close();

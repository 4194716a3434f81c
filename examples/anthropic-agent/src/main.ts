import Anthropic from '@anthropic-ai/sdk';
import { startModelServer } from '@testing/model-server';
import { trackAnthropic } from '@vitrine/adapters/anthropic';
import { Vitrine } from '@vitrine/core';
import { add, multiply } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';
const client = new Vitrine({ url, projectName: 'anthropic-agent' });

// Without an API key, the model is a local server with Anthropic's protocol.
const apiKey = process.env['ANTHROPIC_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const baseURL = local === undefined ? undefined : new URL(local.url).origin;

// The only line for Vitrine.
const anthropic = trackAnthropic(new Anthropic({ apiKey: apiKey ?? 'none', baseURL }), client);

// The trace around the call is only needed to print its URL.
const trace = client.trace({ name: 'calculator', input: { question } });
const traceId = trace.id;
const ask = () =>
  anthropic.beta.messages
    .toolRunner({
      model: 'claude-haiku-4-5',
      max_tokens: 500,
      system: 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.',
      tools: [add, multiply],
      thread: false,
      messages: [{ role: 'user', content: question }],
    })
    .runUntilDone();

try {
  const { content } = await client.runWith(trace, ask);
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
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

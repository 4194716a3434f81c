import { startModelServer } from '@testing/model-server';
import { trackOpenAI } from '@vitrine/adapters/openai';
import { Vitrine } from '@vitrine/core';
import OpenAI from 'openai';
import { callTool, tools } from './tools.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';
const client = new Vitrine({ url, projectName: 'openai-agent' });

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();

// The only line for Vitrine.
const openai = trackOpenAI(new OpenAI({ apiKey: apiKey ?? 'none', baseURL: local?.url }), client);

const instructions = 'You calculate. Use the tools for every operation, one at a time, and answer in one sentence.';
const MOST_TURNS = 10;

let traceId: string | undefined;

/** Calls the model until it requests no more tools. `track` is only needed to record the loop as an agent. */
const answer = client.track({ name: 'calculator', kind: 'agent' }, async (asked: string): Promise<string> => {
  traceId = client.currentTrace()?.id;
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'system', content: instructions },
    { role: 'user', content: asked },
  ];
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const stream = openai.chat.completions.stream({
      model: 'gpt-4.1-mini',
      messages,
      tools,
      stream_options: { include_usage: true },
    });
    const { choices } = await stream.finalChatCompletion();
    const message = choices.at(0)?.message;
    if (message?.tool_calls === undefined || message.tool_calls.length === 0) return message?.content ?? '';
    const results = message.tool_calls.map(async (call) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: call.type === 'function' ? await callTool(client, call.function) : 'There is no such tool.',
    }));
    messages.push(message, ...(await Promise.all(results)));
  }
  return 'That takes too many steps.';
});

try {
  console.log(await answer(question));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${traceId}`);
await local?.close();

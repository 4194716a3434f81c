import { startModelServer } from '@testing/model-server';
import { Command } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { trackLangGraph } from '@vitrine/adapters/langgraph';
import { Vitrine } from '@vitrine/core';
import { graphOf } from './graph.ts';

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

const client = new Vitrine({ url, projectName: 'langgraph-agent' });

// The only line for Vitrine.
const graph = trackLangGraph(graphOf(model), client);

const thread = `desk ${new Date().toISOString()}`;
const config = { configurable: { thread_id: thread } };
const { messages } = await graph.invoke({ messages: [{ role: 'user', content: question }] }, config);
console.log(messages.at(-1)?.text);
const answered = await graph.invoke(new Command({ resume: 'yes' }), config);
console.log(answered.messages.at(-1)?.text);

const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The traces are not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\nTwo traces of the thread "${thread}" are at ${url}, in the project langgraph-agent.`);
await local?.close();

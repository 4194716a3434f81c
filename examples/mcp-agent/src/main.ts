import { fileURLToPath } from 'node:url';
import { startModelServer } from '@testing/model-server';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { trackMcpClient } from '@vitrine/adapters/mcp';
import { trackOpenAI } from '@vitrine/adapters/openai';
import { Vitrine } from '@vitrine/core';
import OpenAI from 'openai';
import { answer } from './answer.ts';

const question = process.argv.slice(2).join(' ') || 'What is (3 + 4) times 5?';
const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';

// Without an API key, the model is a local server with OpenAI's protocol.
const apiKey = process.env['OPENAI_API_KEY'];
const local = apiKey ? undefined : await startModelServer();
const client = new Vitrine({ url, projectName: 'mcp-agent' });

// The two lines for Vitrine: the model client and the MCP client.
const openai = trackOpenAI(new OpenAI({ apiKey: apiKey ?? 'none', baseURL: local?.url }), client);
const mcp = trackMcpClient(new Client({ name: 'mcp-agent', version: '1.0.0' }), client);

const script = fileURLToPath(new URL('calculator-server.ts', import.meta.url));
await mcp.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: ['--conditions=vitrine-source', script],
    env: { ...getDefaultEnvironment(), VITRINE_URL: url },
  }),
);

const trace = client.trace({ name: 'calculator', input: { question } });
const text = await client.runWith(trace, () =>
  client.track({ name: 'calculator', kind: 'agent' }, answer)(question, openai, mcp),
);
trace.end({ output: { answer: text } });
console.log(text);

await mcp.close();
const { dropped, pending, reasons } = await client.close({ timeoutMs: 5_000 });
if (dropped + pending > 0) console.error(`The trace is not complete at ${url}: ${JSON.stringify(reasons)}`);
else console.log(`\n${url}/traces/${trace.id}`);
await local?.close();

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { trackMcpServer } from '@vitrine/adapters/mcp';
import { Vitrine } from '@vitrine/core';
import { z } from 'zod';

const url = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:4747';
const client = new Vitrine({ url, projectName: 'mcp-agent' });

// The only line for Vitrine. Tool calls of the agent are recorded in the agent's trace.
const server = trackMcpServer(new McpServer({ name: 'calculator', version: '1.0.0' }), client);

const numbers = { a: z.number().describe('The first number'), b: z.number().describe('The second number') };

server.registerTool('add', { description: 'Adds two numbers.', inputSchema: numbers }, async ({ a, b }) => ({
  content: [{ type: 'text', text: String(a + b) }],
}));
server.registerTool('multiply', { description: 'Multiplies two numbers.', inputSchema: numbers }, async ({ a, b }) => ({
  content: [{ type: 'text', text: String(a * b) }],
}));

await server.connect(new StdioServerTransport());
process.stdin.on('end', () => void client.close({ timeoutMs: 5_000 }));

import { tool as langchainTool } from '@langchain/core/tools';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as agents from '@openai/agents';
import OpenAI from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operationEnd, toolEnd, toolStart } from './ai-sdk/span-attributes.ts';
import { MessageEvents } from './anthropic/message-events.ts';
import { vitrineCallbacks } from './langchain/vitrine-callbacks.ts';
import { trackMcpClient } from './mcp/track-mcp-client.ts';
import { json, ProviderServer } from './model-calls/provider-server.fixture.ts';
import { messageItem, response } from './openai/openai.fixture.ts';
import { vitrineTracingProcessor } from './openai-agents/vitrine-tracing-processor.ts';
import { Recording } from './recording.fixture.ts';

/** A number that JavaScript changes, one that it keeps, and one beyond the range of a double. */
const TEXT = '{"order":1234567890123456789,"max":9007199254740991,"wei":1e400}';
const EXACT = { order: '1234567890123456789', max: 9007199254740991, wei: '1e400' };

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

describe('an integer beyond 2^53 keeps its digits', () => {
  it('in the result of an MCP tool', async () => {
    const server = new McpServer({ name: 'orders', version: '1.0.0' });
    server.registerTool('find', {}, async () => ({ content: [{ type: 'text', text: TEXT }] }));
    const client = trackMcpClient(new Client({ name: 'desk', version: '1.0.0' }), recording.client);
    const [one, other] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(one), client.connect(other)]);
    await client.callTool({ name: 'find', arguments: {} });
    expect((await recording.span('find')).output).toEqual(EXACT);
  });

  it('in the result of a LangChain tool', async () => {
    const find = langchainTool(async () => TEXT, { name: 'find', schema: z.object({}) });
    const call = { type: 'tool_call' as const, id: 'call-1', name: 'find', args: {} };
    await find.invoke(call, { callbacks: [vitrineCallbacks(recording.client)] });
    expect((await recording.span('find')).output).toEqual(EXACT);
  });

  it('in the arguments and the result of a tool of OpenAI Agents', async () => {
    const endpoint = await ProviderServer.start();
    const item = {
      type: 'function_call',
      id: 'fc_0',
      call_id: 'call-0',
      name: 'find',
      arguments: '{"order":1234567890123456789}',
    };
    endpoint.reply(json(response([{ ...item, status: 'completed' }])), json(response([messageItem('Done.')])));
    agents.setTracingDisabled(false);
    agents.setTraceProcessors([vitrineTracingProcessor(recording.client)]);
    const openAIClient = new OpenAI({ apiKey: 'none', baseURL: endpoint.url, maxRetries: 0 });
    const runner = new agents.Runner({
      modelProvider: new agents.OpenAIProvider({ openAIClient, useResponses: true }),
    });
    const parameters = z.object({ order: z.number() });
    const find = agents.tool({ name: 'find', description: 'Finds.', parameters, execute: async () => TEXT });
    await runner.run(new agents.Agent({ name: 'desk', model: 'gpt-5', tools: [find] }), 'x').catch(() => {});
    agents.setTraceProcessors([]);
    await endpoint.close();
    expect(await recording.span('find')).toMatchObject({ input: { order: EXACT.order }, output: EXACT });
  });

  it('in the attributes of the AI SDK 5 and 6', () => {
    const call = { 'ai.toolCall.id': 'c', 'ai.toolCall.args': TEXT, 'ai.toolCall.result': TEXT };
    expect(toolStart('1', call).toolCall.input).toEqual(EXACT);
    expect(toolEnd('1', call, undefined).toolOutput).toMatchObject({ output: EXACT });
    expect(operationEnd('1', { 'ai.response.object': TEXT }).object).toEqual(EXACT);
  });

  it('in the streamed input of a tool of Anthropic', () => {
    const events = new MessageEvents();
    events.add({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', name: 'find', input: {} } });
    for (const partial_json of [TEXT.slice(0, 20), TEXT.slice(20)]) {
      events.add({ type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json } });
    }
    expect(events.response()['content']).toEqual([{ type: 'tool_use', name: 'find', input: EXACT }]);
  });
});

import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { tool as chainTool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { Observability } from '@mastra/observability';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { vitrineTelemetry, vitrineTracer } from '@vitrine/adapters/ai-sdk';
import { vitrineCallbacks } from '@vitrine/adapters/langchain';
import { trackLangGraph } from '@vitrine/adapters/langgraph';
import { vitrineExporter } from '@vitrine/adapters/mastra';
import { trackMcpClient } from '@vitrine/adapters/mcp';
import { trackOpenAI } from '@vitrine/adapters/openai';
import { vitrineSpanProcessor } from '@vitrine/adapters/otel';
import type { Vitrine } from '@vitrine/core';
import * as ai7 from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import * as ai6 from 'ai-6';
import { MockLanguageModelV3 } from 'ai-6/test';
import OpenAI from 'openai';
import { z } from 'zod';

/** Creates the workload of an adapter, without Vitrine if `client` is undefined. Each call runs the workload once. */
export type Subject = (client: Vitrine | undefined) => Promise<() => Promise<unknown>>;

const usage = {
  inputTokens: { total: 100, noCache: 40, cacheRead: 60, cacheWrite: 0 },
  outputTokens: { total: 50, text: 20, reasoning: 30 },
};
const ASKS = [{ type: 'tool-call' as const, toolCallId: 'call-1', toolName: 'add', input: '{"a":1}' }];
const SAYS = [{ type: 'text' as const, text: 'It is two.' }];

/** Returns a model function that alternates between a tool call and an answer. */
function doGenerate() {
  let calls = 0;
  return async () => {
    const asks = calls++ % 2 === 0;
    const unified = asks ? ('tool-calls' as const) : ('stop' as const);
    return { content: asks ? ASKS : SAYS, finishReason: { unified, raw: unified }, usage, warnings: [] };
  };
}

const inputSchema = z.object({ a: z.number() });
const execute = async ({ a }: { a: number }): Promise<number> => a + 1;
const prompt = 'What is one and one?';

const langchainTool = chainTool(async ({ a }: { a: number }) => String(a + 1), {
  name: 'add',
  description: 'Adds one.',
  schema: inputSchema,
});

function graph() {
  return new StateGraph(MessagesAnnotation)
    .addNode('think', async ({ messages }, config) => {
      const asks = new AIMessage({ content: '', tool_calls: [{ name: 'add', args: { a: 1 }, id: 'call-1' }] });
      const model = fakeModel().respond(messages.length > 1 ? new AIMessage('It is two.') : asks);
      return { messages: [await model.invoke(messages, config)] };
    })
    .addNode('tools', new ToolNode([langchainTool]))
    .addEdge(START, 'think')
    .addConditionalEdges('think', toolsCondition, ['tools', END])
    .addEdge('tools', 'think')
    .compile({ name: 'calculator' });
}

/** Mastra exporter that does nothing. */
const nothing = { name: 'nothing', async exportTracingEvent() {}, async flush() {}, async shutdown() {} };

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_768_470_000,
  model: 'gpt-x',
  choices: [{ index: 0, message: { role: 'assistant', content: 'It is two.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
};

/**
 * Workloads by adapter. With an agent framework: a model call that requests a tool, the tool call, and the answer. The
 * others run one MCP tool call, one OpenAI completion, or three OpenTelemetry spans.
 */
export const adapterSubjects: Record<string, Subject> = {
  async 'ai-sdk 7'(client) {
    const model = new MockLanguageModelV4({ doGenerate: doGenerate() });
    const tools = { add: ai7.tool({ inputSchema, execute }) };
    const telemetry = client === undefined ? { isEnabled: false } : { integrations: [vitrineTelemetry(client)] };
    return () => ai7.generateText({ model, tools, prompt, stopWhen: ai7.isStepCount(3), telemetry });
  },
  async 'ai-sdk 6'(client) {
    const model = new MockLanguageModelV3({ doGenerate: doGenerate() });
    const tools = { add: ai6.tool({ inputSchema, execute }) };
    const experimental_telemetry =
      client === undefined ? { isEnabled: false } : { isEnabled: true, tracer: vitrineTracer(client) };
    return () => ai6.generateText({ model, tools, prompt, stopWhen: ai6.stepCountIs(3), experimental_telemetry });
  },
  async langchain(client) {
    const calculator = graph();
    const callbacks = client === undefined ? [] : [vitrineCallbacks(client)];
    return () => calculator.invoke({ messages: [new HumanMessage(prompt)] }, { callbacks });
  },
  async langgraph(client) {
    const calculator = client === undefined ? graph() : trackLangGraph(graph(), client);
    return () => calculator.invoke({ messages: [new HumanMessage(prompt)] });
  },
  async mastra(client) {
    const add = createTool({ id: 'add', description: 'Adds one.', inputSchema, execute });
    const model = new MockLanguageModelV3({ doGenerate: doGenerate() });
    const calculator = new Agent({ id: 'calculator', name: 'calculator', instructions: '-', model, tools: { add } });
    // Mastra's own tracing is on in both runs, because its cost is not the cost of the adapter.
    const exporter = client === undefined ? nothing : vitrineExporter(client);
    const observability = new Observability({ configs: { bench: { serviceName: 'bench', exporters: [exporter] } } });
    const mastra = new Mastra({ agents: { calculator }, logger: false, observability });
    const agent = mastra.getAgent('calculator');
    return () => agent.generate(prompt);
  },
  async mcp(client) {
    const server = new McpServer({ name: 'calculator', version: '1.0.0' });
    server.registerTool('add', { inputSchema: { a: z.number() } }, async ({ a }) => ({
      content: [{ type: 'text', text: String(a + 1) }],
    }));
    const mcp = new Client({ name: 'bench', version: '1.0.0' });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(theirs), mcp.connect(ours)]);
    if (client !== undefined) trackMcpClient(mcp, client);
    return () => mcp.callTool({ name: 'add', arguments: { a: 1 } });
  },
  async openai(client) {
    const openai = new OpenAI({ apiKey: 'none', fetch: async () => Response.json(completion) });
    if (client !== undefined) trackOpenAI(openai, client);
    return () => openai.chat.completions.create({ model: 'gpt-x', messages: [{ role: 'user', content: prompt }] });
  },
  async otel(client) {
    const spanProcessors = client === undefined ? [] : [vitrineSpanProcessor(client)];
    const tracer = new BasicTracerProvider({ spanProcessors }).getTracer('bench');
    const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-x' };
    return async () => {
      for (let i = 0; i < 3; i++) {
        const span = tracer.startSpan('chat gpt-x', { attributes });
        span.setAttributes({ 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 50 });
        span.end();
      }
    };
  },
};

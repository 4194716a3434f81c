import { createOpenAI } from '@ai-sdk/openai';
import { startModelServer, type ModelServer } from '@testing/model-server';
import { Vitrine, type TransportRequest } from '@vitrine/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../chat/chat-event.ts';
import { Conversations } from '../chat/conversations.ts';
import { OrderStore } from '../orders/order-store.ts';
import { POLICIES } from '../policies/policies.ts';
import { PolicyIndex } from '../policies/policy-index.ts';
import { answer, type Agent } from './answer.ts';
import { supportTools } from './support-tools.ts';

const THREAD = '5f3b9e4e-3c55-4a7e-9a52-0c2c6c1b7c11';
const USER = 'mia';
let server: ModelServer;
let agent: Agent;
let sent: TransportRequest[];

beforeAll(async () => {
  server = await startModelServer({ delayMs: 0 });
});
afterAll(() => server.close());

beforeEach(() => {
  sent = [];
  const policies = new PolicyIndex(POLICIES);
  agent = {
    model: createOpenAI({ baseURL: server.url, apiKey: 'none' })('gpt-4o-mini'),
    tools: supportTools({ orders: new OrderStore(), searchPolicies: (query) => policies.search(query) }),
    conversations: new Conversations(),
    client: new Vitrine({ transport: { send: async (request) => void sent.push(request) } }),
  };
});

interface Asked {
  text: string;
  tools: string[];
  events: ChatEvent[];
}

async function ask(message: string, signal = new AbortController().signal): Promise<Asked> {
  const events: ChatEvent[] = [];
  await answer(agent, { message, threadId: THREAD, userId: USER, signal }, (event) => events.push(event));
  const text = events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('');
  const tools = events.flatMap((event) => (event.type === 'tool' ? [`${event.name} ${event.state}`] : []));
  return { text, tools, events };
}

/** Returns the traces or spans that the SDK has sent. */
function written(resource: 'traces' | 'spans'): Record<string, unknown>[] {
  const bodies = sent.filter(({ path }) => path.startsWith(resource)).map(({ body }) => JSON.parse(body));
  return bodies.flatMap((body) => body[resource] ?? []);
}

describe('the support agent', () => {
  it('finds an order and reports where it is', async () => {
    const { text, tools, events } = await ask('Where is my order 1042?');
    expect(text).toMatch(/Order \*\*1042\*\* is on its way with Northline/);
    expect(tools).toEqual(['find_order running', 'find_order done']);
    expect(events[0]).toMatchObject({ type: 'start', thread_id: THREAD });
    expect(events.at(-1)).toEqual({ ...events[0], type: 'end' });
  });

  it('remembers the conversation', async () => {
    await ask('Where is my order 1042?');
    expect((await ask('And what is in it?')).text).toContain('Merino blanket');
    expect(agent.conversations.turns(USER, THREAD).map((turn) => turn.question)).toEqual([
      'Where is my order 1042?',
      'And what is in it?',
    ]);
  });

  it('starts a refund that the policy allows', async () => {
    const { text, tools } = await ask('I want a refund for order 1038');
    expect(tools.filter((tool) => tool.endsWith('done'))).toEqual([
      'find_order done',
      'search_policy done',
      'start_refund done',
    ]);
    expect(text).toContain('$71.00');
  });

  it('explains why it does not start a refund that is too late', async () => {
    const { text, tools } = await ask('I want a refund for order 1017');
    expect(tools).not.toContain('start_refund running');
    expect(text).toContain('within **30 days**');
  });

  it('looks up two orders at once', async () => {
    const { text, tools } = await ask('Where are orders 1042 and 1044?');
    expect(tools.slice(0, 2)).toEqual(['find_order running', 'find_order running']);
    expect(text).toContain('1042');
    expect(text).toContain('out for delivery');
  });

  it('apologizes if a tool fails', async () => {
    const { text, tools } = await ask('Where is order 1050?');
    expect(tools).toEqual(['find_order running', 'find_order failed']);
    expect(text).toContain('I am sorry');
  });

  it('answers from the policies', async () => {
    expect((await ask('How much is shipping to Canada?')).text).toContain('$19');
  });

  it('sends an error message if the model is down', async () => {
    agent.model = createOpenAI({ baseURL: 'http://127.0.0.1:9/v1', apiKey: 'none' })('gpt-4o-mini');
    const { events } = await ask('Hello');
    const [, error, end] = events;
    expect(error).toEqual({ type: 'error', message: expect.stringContaining('cannot answer at the moment') });
    expect(end!.type).toBe('end');
  });

  it('sends an error message if the model closes the connection early', async () => {
    const { events, text } = await ask('Hello! #cut');
    expect(text).not.toBe('');
    expect(events.map((event) => event.type).slice(-2)).toEqual(['error', 'end']);
    expect(agent.conversations.turns(USER, THREAD)).toMatchObject([{ answer: text, failure: expect.any(String) }]);
  });

  it('records the answer as one trace of the conversation, with the spans of the agent and its tools', async () => {
    const { events } = await ask('Where is my order 1042?');
    await agent.client.flush();
    const start = events[0]!;
    const traces = written('traces');
    const spans = written('spans');
    expect(traces.map((trace) => trace['id'])).toEqual([start.type === 'start' && start.trace_id]);
    expect(traces[0]).toMatchObject({ name: 'support answer', thread_id: THREAD });
    expect(new Set(spans.map((span) => span['trace_id']))).toEqual(new Set([traces[0]!['id']]));
    expect(spans.map((span) => span['kind'])).toEqual(expect.arrayContaining(['agent', 'llm', 'tool']));
  });
});

import { THREAD_KEYS } from '@vitrine/core/model';
import { AIMessage, HumanMessage, type UsageMetadata } from '@langchain/core/messages';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { fakeModel } from '@langchain/core/testing';
import { FakeListChatModel, FakeLLM, FakeRetriever, FakeStreamingChatModel } from '@langchain/core/utils/testing';
import { END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { generateText } from 'ai';
import { createAgent, tool } from 'langchain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { modelOf, textAnswer } from '../ai-sdk/models.fixture.ts';
import { vitrineTelemetry } from '../ai-sdk/vitrine-telemetry.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineCallbacks } from './vitrine-callbacks.ts';

let recording: Recording;
let callbacks: ReturnType<typeof vitrineCallbacks>[];

beforeEach(() => {
  recording = new Recording();
  callbacks = [vitrineCallbacks(recording.client)];
});

afterEach(() => {
  vi.useRealTimers();
});

const add = tool(async ({ a }: { a: number }) => JSON.stringify({ sum: a + 1 }), {
  name: 'add',
  description: 'Adds one.',
  schema: z.object({ a: z.number() }),
});

const usage_metadata: UsageMetadata = {
  input_tokens: 100,
  output_tokens: 50,
  total_tokens: 150,
  input_token_details: { cache_read: 60, cache_creation: 10 },
  output_token_details: { reasoning: 30 },
};

function agentOf(...tools: Parameters<typeof createAgent>[0]['tools'] extends (infer T)[] | undefined ? T[] : never) {
  const model = fakeModel()
    .respondWithTools([{ name: 'add', args: { a: 1 }, id: 'call-1' }])
    .respond(Object.assign(new AIMessage('It is two.'), { usage_metadata }));
  return createAgent({ model, tools });
}

const question = { messages: [{ role: 'user' as const, content: 'One and one?' }] };

describe('an agent', () => {
  it.each(THREAD_KEYS)('reads the thread from %s of the call’s metadata', async (key) => {
    await agentOf(add).invoke(question, { callbacks, metadata: { [key]: 't-1' } });
    expect((await recording.traces())[0]?.thread_id).toBe('t-1');
  });

  it('is recorded as steps with model calls and tools, without LangGraph’s own nodes', async () => {
    await agentOf(add).invoke(question, {
      callbacks,
      configurable: { thread_id: 'order-17' },
      tags: ['mine'],
      metadata: { customer: 'c-1' },
    });
    expect(await recording.outline()).toEqual([
      [
        'trace LangGraph',
        [
          'agent LangGraph',
          ['step model_request', ['llm FakeBuiltModel']],
          ['step tools', ['tool add']],
          ['step model_request', ['llm FakeBuiltModel']],
        ],
      ],
    ]);
    const [trace] = await recording.traces();
    expect(trace).toMatchObject({
      thread_id: 'order-17',
      tags: ['mine'],
      metadata: { customer: 'c-1' },
      input: { messages: [{ role: 'user', content: 'One and one?' }] },
    });
    expect(trace?.output).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'call-1', name: 'add', args: { a: 1 } }] },
        { role: 'tool', tool_call_id: 'call-1', name: 'add' },
        { role: 'assistant', content: 'It is two.' },
      ],
    });
  });

  it('is recorded with the input and output of a tool', async () => {
    await agentOf(add).invoke(question, { callbacks });
    expect(await recording.span('add')).toMatchObject({
      type: 'tool',
      input: { a: 1 },
      output: { sum: 2 },
      metadata: { toolCallId: 'call-1' },
    });
  });

  it('counts each token of the model’s message once', async () => {
    await agentOf(add).invoke(question, { callbacks });
    const answer = (await recording.spans()).find((span) => span.ledger != null);
    expect(answer?.ledger).toEqual({ input: 30, cache_read: 60, cache_write: 10, output: 20, reasoning: 30 });
    expect(answer?.usage).toMatchObject({ prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 });
    expect(answer?.output).toEqual({ role: 'assistant', content: 'It is two.' });
  });

  it('nests in the current span, without a trace of its own', async () => {
    const answer = recording.client.track({ kind: 'chain' }, async function answer() {
      await agentOf(add).invoke(question, { callbacks });
    });
    await answer();
    const [[trace, [tracked, [agent]]]] = (await recording.outline()) as never as [[string, [string, [string]]]];
    expect([trace, tracked, agent]).toEqual(['trace answer', 'chain answer', 'agent LangGraph']);
    expect(await recording.traces()).toHaveLength(1);
  });

  it('is recorded once if a client has two handlers', async () => {
    await agentOf(add).invoke(question, { callbacks: [...callbacks, vitrineCallbacks(recording.client)] });
    expect(await recording.traces()).toHaveLength(1);
    expect((await recording.spans()).filter((span) => span.name === 'add')).toHaveLength(1);
  });
});

describe('code of a tool or node', () => {
  it('nests tracked functions, and calls of another framework', async () => {
    const { client } = recording;
    const deeper = client.track(async function deeper() {});
    const look = client.track({ kind: 'retrieval' }, async function look() {
      await deeper();
    });
    const telemetry = { integrations: [vitrineTelemetry(client)] };
    const ask = tool(
      async () => {
        await look();
        await generateText({ model: modelOf(textAnswer('inner')), prompt: 'y', telemetry });
        return 'done';
      },
      { name: 'add', description: 'Asks.', schema: z.object({ a: z.number() }) },
    );
    await agentOf(ask).invoke(question, { callbacks });
    expect(await recording.outline()).toEqual([
      [
        'trace LangGraph',
        [
          'agent LangGraph',
          ['step model_request', ['llm FakeBuiltModel']],
          ['step tools', ['tool add', ['retrieval look', ['general deeper']], ['llm gpt-x']]],
          ['step model_request', ['llm FakeBuiltModel']],
        ],
      ],
    ]);
  });
});

const graphOf = (node: () => Promise<object>) =>
  new StateGraph(MessagesAnnotation).addNode('work', node).addEdge(START, 'work').addEdge('work', END);

describe('a graph', () => {
  const messages = [new HumanMessage('x')];

  it('marks the failed nodes and the graph, and throws the error', async () => {
    const thrown = new TypeError('the node broke');
    const graph = graphOf(() => Promise.reject(thrown)).compile();
    await expect(graph.invoke({ messages }, { callbacks })).rejects.toBe(thrown);
    expect(await recording.outline()).toEqual([['trace LangGraph!', ['agent LangGraph!', ['step work!']]]]);
    expect((await recording.span('work')).error_info).toMatchObject({ exception_type: 'TypeError' });
  });

  it('is not marked by an interrupt', async () => {
    const graph = graphOf(async () => ({ messages: [String(interrupt('Really?'))] })).compile({
      checkpointer: new MemorySaver(),
    });
    await graph.invoke({ messages }, { callbacks, configurable: { thread_id: 't' } });
    expect(await recording.outline()).toEqual([['trace LangGraph', ['agent LangGraph', ['step work']]]]);
  });

  it('records a graph in it as an agent in a step', async () => {
    const inner = graphOf(async () => ({ messages: ['inner'] })).compile();
    const outer = new StateGraph(MessagesAnnotation)
      .addNode('delegate', (state, config) => inner.invoke(state, config))
      .addEdge(START, 'delegate')
      .addEdge('delegate', END)
      .compile();
    await outer.invoke({ messages }, { callbacks });
    expect(await recording.outline()).toEqual([
      ['trace LangGraph', ['agent LangGraph', ['step delegate', ['agent LangGraph', ['step work']]]]],
    ]);
  });
});

describe('a chain', () => {
  it('is recorded with its parts', async () => {
    const chain = ChatPromptTemplate.fromMessages([['human', 'Say {word}']])
      .pipe(new FakeListChatModel({ responses: ['ok'] }))
      .pipe(new StringOutputParser());
    await chain.invoke({ word: 'ok' }, { callbacks, runName: 'echo' });
    expect(await recording.outline()).toEqual([
      [
        'trace echo',
        ['chain echo', ['chain ChatPromptTemplate'], ['llm FakeListChatModel'], ['chain StrOutputParser']],
      ],
    ]);
    expect((await recording.traces())[0]).toMatchObject({ input: { word: 'ok' }, output: 'ok' });
    expect(await recording.span('FakeListChatModel')).toMatchObject({
      input: { messages: [{ role: 'user', content: 'Say ok' }] },
      output: { role: 'assistant', content: 'ok' },
    });
  });

  it('is named after its class if it has no name', async () => {
    await new FakeListChatModel({ responses: ['a'] }).pipe(new StringOutputParser()).invoke('x', { callbacks });
    expect((await recording.outline())[0]?.[0]).toBe('trace RunnableSequence');
  });
});

describe('a model', () => {
  it('streams with the time to its first token', async () => {
    const model = new FakeStreamingChatModel({ sleep: 5, responses: [new AIMessage('abc')] });
    let text = '';
    for await (const chunk of await model.stream('x', { callbacks })) text += chunk.text;
    expect(text).toBe('abc');
    const span = await recording.span('FakeStreamingChatModel');
    expect(span.ttft).toBeGreaterThanOrEqual(4);
    expect(span.output).toEqual({ role: 'assistant', content: 'abc' });
    expect((await recording.traces())[0]?.ttft).toBeGreaterThanOrEqual(4);
  });

  it('is marked with its error', async () => {
    const model = new FakeStreamingChatModel({ responses: [], thrownErrorString: 'no model' });
    await expect(model.invoke('x', { callbacks })).rejects.toThrow('no model');
    expect(await recording.outline()).toEqual([['trace FakeStreamingChatModel!', ['llm FakeStreamingChatModel!']]]);
  });

  it('ends with the content so far if its stream is abandoned, after a long time without an event', async () => {
    const model = new FakeStreamingChatModel({ sleep: 1, responses: [new AIMessage('abc')] });
    for await (const chunk of await model.stream('x', { callbacks })) if (chunk.content === 'a') break;
    expect(await recording.outline()).toEqual([['trace FakeStreamingChatModel…', ['llm FakeStreamingChatModel…']]]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 });
    await new FakeLLM({ response: 'there' }).invoke('hello', { callbacks: [vitrineCallbacks(recording.client)] });
    vi.useRealTimers();
    expect(await recording.outline()).toEqual([
      ['trace FakeStreamingChatModel', ['llm FakeStreamingChatModel']],
      ['trace FakeLLM', ['llm FakeLLM']],
    ]);
    expect((await recording.traces())[0]?.output).toEqual({ role: 'assistant', content: 'a' });
  });

  it('is recorded if it is a text model too', async () => {
    await new FakeLLM({ response: 'there' }).invoke('hello', { callbacks });
    expect(await recording.span('FakeLLM')).toMatchObject({ input: { prompt: 'hello' }, output: 'there' });
  });
});

describe('a tool and a retriever', () => {
  it('are recorded with their results and errors', async () => {
    const broken = tool(
      async () => {
        throw new RangeError('the tool broke');
      },
      { name: 'broken', schema: z.object({}) },
    );
    await expect(broken.invoke({}, { callbacks })).rejects.toThrow('the tool broke');
    await new FakeRetriever({ output: [{ pageContent: 'page', metadata: { source: 1 } }] }).invoke('q', { callbacks });
    expect(await recording.outline()).toEqual([
      ['trace broken!', ['tool broken!']],
      ['trace FakeRetriever', ['retrieval FakeRetriever']],
    ]);
    expect(await recording.span('FakeRetriever')).toMatchObject({
      type: 'tool',
      input: { query: 'q' },
      output: { documents: [{ pageContent: 'page', metadata: { source: 1 } }] },
    });
  });
});

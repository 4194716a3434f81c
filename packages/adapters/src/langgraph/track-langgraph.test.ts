import { setImmediate } from 'node:timers/promises';
import { once } from 'node:events';
import { fakeModel } from '@langchain/core/testing';
import { AIMessage } from '@langchain/core/messages';
import { Vitrine } from '@vitrine/core';
import { Command } from '@langchain/langgraph';
import { createAgent, tool as agentTool } from 'langchain';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { majors } from '../langchain/majors.fixture.ts';
import { vitrineCallbacks } from '../langchain/vitrine-callbacks.ts';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { trackLangGraph } from './track-langgraph.ts';

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

describe.each(majors)('trackLangGraph with LangChain %s', (_major, langchain) => {
  const { AIMessage: Answer, END, HumanMessage, MemorySaver, MessagesAnnotation, START, StateGraph } = langchain;
  const messages = () => [new HumanMessage('x')];
  const one = (node: (state: never, config: never) => Promise<object> | object, more: object = {}) =>
    new StateGraph(MessagesAnnotation)
      .addNode('work', node as never, more)
      .addEdge(START, 'work')
      .addEdge('work', END);

  it('records the calls of a graph, with its thread and the graph itself', async () => {
    const graph = one(() => ({ messages: ['done'] })).compile();
    expect(trackLangGraph(graph, recording.client)).toBe(graph);
    const config = { configurable: { thread_id: 'order-17' }, metadata: { customer: 'c-1' } };
    const { messages: result } = await graph.invoke({ messages: messages() }, config);
    expect(result.at(-1)?.content).toBe('done');
    expect(await recording.outline()).toEqual([['trace LangGraph', ['agent LangGraph', ['step work']]]]);
    const [trace] = await recording.traces();
    expect(trace).toMatchObject({
      thread_id: 'order-17',
      metadata: { customer: 'c-1', _opik_graph_definition: { format: 'mermaid' } },
    });
    const drawn = trace?.metadata as { _opik_graph_definition: { data: string } } | undefined;
    expect(drawn?._opik_graph_definition.data).toMatch(
      /^%%\{init[\s\S]*graph TD;[\s\S]*__start__[\s\S]* --> work;[\s\S]*work --> __end__;/,
    );
  });

  it('puts the graph into the agent’s span if the trace is not the graph’s own', async () => {
    const graph = trackLangGraph(one(() => ({})).compile({ name: 'support' }), recording.client);
    await recording.client.track(async function answer() {
      await graph.invoke({ messages: messages() });
    })();
    expect(await recording.outline()).toEqual([['trace answer', ['general answer', ['agent support', ['step work']]]]]);
    expect((await recording.span('support')).metadata).toMatchObject({ _opik_graph_definition: { format: 'mermaid' } });
  });

  it('records graphs in a graph as steps, and draws them', async () => {
    const inner = new StateGraph(MessagesAnnotation)
      .addNode('look', () => ({ messages: ['looked'] }))
      .addNode('sum_up', () => ({ messages: ['summed up'] }))
      .addEdge(START, 'look')
      .addEdge('look', 'sum_up')
      .addEdge('sum_up', END)
      .compile();
    const outer = new StateGraph(MessagesAnnotation)
      .addNode('research', inner)
      .addEdge(START, 'research')
      .addEdge('research', END)
      .compile({ name: 'desk' });
    await trackLangGraph(outer, recording.client).invoke({ messages: messages() });
    expect(await recording.outline()).toEqual([
      ['trace desk', ['agent desk', ['step research', ['agent LangGraph', ['step look'], ['step sum_up']]]]],
    ]);
    expect(JSON.stringify((await recording.traces())[0]?.metadata)).toMatch(/subgraph research.*look.* --> .*sum_up/);
  });

  it('records a call once if the graph is tracked twice, or has callbacks of Vitrine’s too', async () => {
    const graph = one(() => ({})).compile();
    trackLangGraph(trackLangGraph(graph, recording.client), recording.client);
    await graph.invoke({ messages: messages() }, { callbacks: [vitrineCallbacks(recording.client)] });
    expect(await recording.outline()).toEqual([['trace LangGraph', ['agent LangGraph', ['step work']]]]);
    expect((await recording.traces())[0]?.metadata).toHaveProperty('_opik_graph_definition');
  });

  it('records the value of an interrupt, and the answer as the next trace of the thread', async () => {
    const graph = one(() => ({ messages: [String(langchain.interrupt('Really?'))] })).compile({
      checkpointer: new MemorySaver(),
    });
    trackLangGraph(graph, recording.client);
    const config = { configurable: { thread_id: 't-1' } };
    await graph.invoke({ messages: messages() }, config);
    const { messages: result } = await graph.invoke(new Command({ resume: 'yes' }), config);
    expect(result.at(-1)?.content).toBe('yes');
    expect(await recording.outline()).toEqual([
      ['trace LangGraph', ['agent LangGraph', ['step work']]],
      ['trace LangGraph', ['agent LangGraph', ['step work']]],
    ]);
    expect((await recording.span('work')).output).toEqual({ interrupts: ['Really?'] });
    const [interrupted, answered] = await recording.traces();
    expect([interrupted?.thread_id, answered?.thread_id]).toEqual(['t-1', 't-1']);
    expect(answered?.input).toEqual({ resume: 'yes' });
  });

  it('records each attempt of a node that is retried', async () => {
    let tries = 0;
    const flaky = async () => {
      if (++tries === 1) throw new Error('not yet');
      return {};
    };
    const graph = one(flaky, { retryPolicy: { maxAttempts: 2, initialInterval: 1, logWarning: false } }).compile();
    await trackLangGraph(graph, recording.client).invoke({ messages: messages() });
    expect(await recording.outline()).toEqual([
      ['trace LangGraph', ['agent LangGraph', ['step work!'], ['step work']]],
    ]);
  });

  it('ends all open spans if a call is aborted or times out', async () => {
    const started = new Gate();
    const work = async (_state: unknown, config: { signal?: AbortSignal }): Promise<object> => {
      started.open();
      if (config.signal?.aborted === false) await once(config.signal, 'abort');
      return {};
    };
    const graph = trackLangGraph(one(work).compile(), recording.client);
    const abort = new AbortController();
    const aborted = graph.invoke({ messages: messages() }, { signal: abort.signal });
    await started.opened;
    // LangGraph 1 calls no handler if it is aborted before it waits for the node.
    await setImmediate();
    abort.abort();
    await expect(aborted).rejects.toThrow();
    await expect(graph.invoke({ messages: messages() }, { timeout: 5 })).rejects.toThrow();
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    expect(JSON.stringify(await recording.outline())).toContain('agent LangGraph!');
  });

  it('ends all open spans if the reader leaves a stream', async () => {
    const readerLeft = new Gate();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('first', () => ({ messages: ['1'] }))
      .addNode('second', () => readerLeft.opened.then(() => ({ messages: ['2'] })))
      .addEdge(START, 'first')
      .addEdge('first', 'second')
      .addEdge('second', END)
      .compile();
    trackLangGraph(graph, recording.client);
    for await (const part of await graph.stream({ messages: messages() }, { streamMode: 'updates' })) {
      expect(part).toHaveProperty('first');
      break;
    }
    readerLeft.open();
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    expect(JSON.stringify(await recording.outline())).toContain('step first');
  });

  it('keeps parallel tools apart', async () => {
    const fastEnds = new Gate();
    const schema = { type: 'object', properties: { order: { type: 'number' } }, required: ['order'] };
    const runs = { slow: () => fastEnds.opened, fast: () => fastEnds.open() };
    const tools = Object.entries(runs).map(([name, run]) =>
      langchain.tool(async () => (await run(), name), { name, description: name, schema } as never),
    );
    const ask = new Answer({
      content: '',
      tool_calls: [
        { id: 'c-1', name: 'slow', args: { order: 1 } },
        { id: 'c-2', name: 'fast', args: { order: 2 } },
      ],
    });
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('ask', () => ({ messages: [ask] }))
      .addNode('tools', new langchain.ToolNode(tools))
      .addEdge(START, 'ask')
      .addEdge('ask', 'tools')
      .addEdge('tools', END)
      .compile();
    await trackLangGraph(graph, recording.client).invoke({ messages: messages() });
    expect(await recording.outline()).toEqual([
      ['trace LangGraph', ['agent LangGraph', ['step ask'], ['step tools', ['tool slow'], ['tool fast']]]],
    ]);
    expect(await recording.span('fast')).toMatchObject({ input: { order: 2 }, output: 'fast' });
    expect(await recording.span('slow')).toMatchObject({ input: { order: 1 }, output: 'slow' });
  });

  it('keeps the callbacks of a call', async () => {
    let events = 0;
    const graph = trackLangGraph(one(() => ({})).compile(), recording.client);
    const callbacks = [{ handleChainEnd: () => void events++ }];
    await graph.invoke({ messages: messages() }, { callbacks });
    for await (const part of await graph.stream({ messages: messages() }, { callbacks })) expect(part).toBeDefined();
    for await (const event of graph.streamEvents({ messages: messages() }, { version: 'v2', callbacks })) {
      expect(event).toHaveProperty('event');
    }
    expect(events).toBeGreaterThan(3);
    const drawn = ['trace LangGraph', ['agent LangGraph', ['step work']]];
    expect(await recording.outline()).toEqual([drawn, drawn, drawn]);
    for (const { metadata } of await recording.traces()) expect(metadata).toHaveProperty('_opik_graph_definition');
  });

  it('keeps the callbacks of the graph, as a list or as a manager', async () => {
    const events: string[] = [];
    const theirs = { handleChainEnd: () => void events.push('end') };
    for (const callbacks of [[theirs], langchain.CallbackManager.fromHandlers(theirs)]) {
      const graph = one(() => ({}))
        .compile()
        .withConfig({ callbacks });
      events.length = 0;
      await trackLangGraph(graph, recording.client).invoke({ messages: messages() });
      expect(events.length).toBeGreaterThan(1);
    }
    expect(await recording.traces()).toHaveLength(2);
  });
});

it('records an agent of createAgent by its name', async () => {
  const add = agentTool(async ({ a }: { a: number }) => a + 1, {
    name: 'add',
    description: 'Adds one.',
    schema: z.object({ a: z.number() }),
  });
  const model = fakeModel()
    .respondWithTools([{ name: 'add', args: { a: 1 }, id: 'c' }])
    .respond(new AIMessage('two'));
  const agent = trackLangGraph(createAgent({ name: 'calculator', model, tools: [add] }), recording.client);
  await agent.invoke({ messages: 'One and one?' });
  expect(await recording.outline()).toEqual([
    [
      'trace calculator',
      [
        'agent calculator',
        ['step model_request', ['llm FakeBuiltModel']],
        ['step tools', ['tool add']],
        ['step model_request', ['llm FakeBuiltModel']],
      ],
    ],
  ]);
  expect(JSON.stringify((await recording.traces())[0]?.metadata)).toContain('model_request');
});

it('does not change an object that is not a graph', async () => {
  const other = { name: 'no graph' };
  const warnings: string[] = [];
  const logger = { warn: (text: string) => void warnings.push(text) };
  const client = new Vitrine({ transport: recording.memory, logger: logger });
  expect(trackLangGraph(other, client)).toBe(other);
  expect(warnings.join()).toContain('not a compiled graph');
});

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
    const { messages: said } = await graph.invoke({ messages: messages() }, config);
    expect(said.at(-1)?.content).toBe('done');
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

  it('has the graph in the agent’s span where the trace is of something around it', async () => {
    const graph = trackLangGraph(one(() => ({})).compile({ name: 'support' }), recording.client);
    await recording.client.track(async function answer() {
      await graph.invoke({ messages: messages() });
    })();
    expect(await recording.outline()).toEqual([['trace answer', ['general answer', ['agent support', ['step work']]]]]);
    expect((await recording.span('support')).metadata).toMatchObject({ _opik_graph_definition: { format: 'mermaid' } });
  });

  it('draws graphs in a graph, as steps and in the picture', async () => {
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

  it('is recorded once where the graph is tracked twice, or has callbacks of Vitrine’s too', async () => {
    const graph = one(() => ({})).compile();
    trackLangGraph(trackLangGraph(graph, recording.client), recording.client);
    await graph.invoke({ messages: messages() }, { callbacks: [vitrineCallbacks(recording.client)] });
    expect(await recording.outline()).toEqual([['trace LangGraph', ['agent LangGraph', ['step work']]]]);
    expect((await recording.traces())[0]?.metadata).toHaveProperty('_opik_graph_definition');
  });

  it('shows what an interrupt asks, and the answer as the next trace of the thread', async () => {
    const graph = one(() => ({ messages: [String(langchain.interrupt('Really?'))] })).compile({
      checkpointer: new MemorySaver(),
    });
    trackLangGraph(graph, recording.client);
    const config = { configurable: { thread_id: 't-1' } };
    await graph.invoke({ messages: messages() }, config);
    const { messages: said } = await graph.invoke(new Command({ resume: 'yes' }), config);
    expect(said.at(-1)?.content).toBe('yes');
    expect(await recording.outline()).toEqual([
      ['trace LangGraph', ['agent LangGraph', ['step work']]],
      ['trace LangGraph', ['agent LangGraph', ['step work']]],
    ]);
    expect((await recording.span('work')).output).toEqual({ interrupts: ['Really?'] });
    const [asked, answered] = await recording.traces();
    expect([asked?.thread_id, answered?.thread_id]).toEqual(['t-1', 't-1']);
    expect(answered?.input).toEqual({ resume: 'yes' });
  });

  it('shows each try of a node that is tried again', async () => {
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

  it('ends everything where the call is aborted, or takes too long', async () => {
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

  it('ends everything where the reader of a stream leaves', async () => {
    const left = new Gate();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode('first', () => ({ messages: ['1'] }))
      .addNode('second', () => left.opened.then(() => ({ messages: ['2'] })))
      .addEdge(START, 'first')
      .addEdge('first', 'second')
      .addEdge('second', END)
      .compile();
    trackLangGraph(graph, recording.client);
    for await (const part of await graph.stream({ messages: messages() }, { streamMode: 'updates' })) {
      expect(part).toHaveProperty('first');
      break;
    }
    left.open();
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

  it('keeps the callbacks that a call has', async () => {
    let heard = 0;
    const graph = trackLangGraph(one(() => ({})).compile(), recording.client);
    const callbacks = [{ handleChainEnd: () => void heard++ }];
    await graph.invoke({ messages: messages() }, { callbacks });
    for await (const part of await graph.stream({ messages: messages() }, { callbacks })) expect(part).toBeDefined();
    for await (const event of graph.streamEvents({ messages: messages() }, { version: 'v2', callbacks })) {
      expect(event).toHaveProperty('event');
    }
    expect(heard).toBeGreaterThan(3);
    const drawn = ['trace LangGraph', ['agent LangGraph', ['step work']]];
    expect(await recording.outline()).toEqual([drawn, drawn, drawn]);
    for (const { metadata } of await recording.traces()) expect(metadata).toHaveProperty('_opik_graph_definition');
  });

  it('keeps the callbacks that the graph has, as a list or as a manager', async () => {
    const heard: string[] = [];
    const theirs = { handleChainEnd: () => void heard.push('end') };
    for (const callbacks of [[theirs], langchain.CallbackManager.fromHandlers(theirs)]) {
      const graph = one(() => ({}))
        .compile()
        .withConfig({ callbacks });
      heard.length = 0;
      await trackLangGraph(graph, recording.client).invoke({ messages: messages() });
      expect(heard.length).toBeGreaterThan(1);
    }
    expect(await recording.traces()).toHaveLength(2);
  });
});

it('records an agent of createAgent by the name that it has', async () => {
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

it('leaves alone what is no graph', async () => {
  const other = { name: 'no graph' };
  const said: string[] = [];
  const logger = { warn: (text: string) => void said.push(text) };
  const client = new Vitrine({ transport: recording.memory, logger: logger });
  expect(trackLangGraph(other, client)).toBe(other);
  expect(said.join()).toContain('it takes a compiled graph');
});

import {
  Command,
  END,
  GraphDrained,
  MemorySaver,
  NodeInterrupt,
  ParentCommand,
  START,
  StateGraph,
} from '@langchain/langgraph';
import { Annotation } from '@langchain/langgraph';
import * as langchain03 from '@testing/langchain-0.3';
import { describe, expect, it } from 'vitest';
import { isControlFlow } from '../langchain/control-flow.ts';
import { Recording } from '../recording.fixture.ts';
import { trackLangGraph } from './track-langgraph.ts';

const State = Annotation.Root({ text: Annotation<string>() });

describe('an exception with which LangGraph stops or redirects a graph is not an error', () => {
  it.each([
    ['GraphDrained', new GraphDrained('SIGTERM'), { drained: 'SIGTERM' }],
    ['NodeInterrupt', new NodeInterrupt('Approve?'), { interrupts: ['Approve?'] }],
  ])('%s', async (_name, thrown, output) => {
    const recording = new Recording();
    const graph = new StateGraph(State)
      .addNode('node', () => {
        throw thrown;
      })
      .addEdge(START, 'node')
      .addEdge('node', END)
      .compile({ checkpointer: new MemorySaver() });
    await trackLangGraph(graph, recording.client)
      .invoke({ text: '' }, { configurable: { thread_id: '1' } })
      .catch(() => {});
    const spans = await recording.spans();
    expect(spans.filter(({ error_info }) => error_info != null)).toEqual([]);
    expect(spans.find(({ name }) => name === 'node')?.output).toEqual(output);
    expect((await recording.traces())[0]?.error_info ?? null).toBe(null);
  });

  it('a command for the parent graph', async () => {
    const recording = new Recording();
    const inner = new StateGraph(State)
      .addNode('leave', () => new Command({ graph: Command.PARENT, goto: 'last', update: { text: 'left' } }))
      .addEdge(START, 'leave')
      .compile();
    const graph = new StateGraph(State)
      .addNode('inner', inner, { ends: ['last'] })
      .addNode('last', ({ text }) => ({ text: `${text}!` }))
      .addEdge(START, 'inner')
      .compile();
    expect(await trackLangGraph(graph, recording.client).invoke({ text: '' })).toEqual({ text: 'left!' });
    expect((await recording.spans()).filter(({ error_info }) => error_info != null)).toEqual([]);
  });

  it('of another copy or version of the package', () => {
    class Later extends Error {
      is_bubble_up = true;
    }
    expect(isControlFlow(new Later())).toBe(true);
    expect(isControlFlow({ name: 'GraphInterrupt', interrupts: [] })).toBe(true);
    expect(isControlFlow(new ParentCommand(new Command({})))).toBe(true);
    const { GraphInterrupt } = langchain03;
    expect(isControlFlow(new GraphInterrupt([]))).toBe(true);
  });

  it('but another error is one', () => {
    expect(isControlFlow(new Error('GraphInterrupt'))).toBe(false);
    expect(isControlFlow(undefined)).toBe(false);
  });
});

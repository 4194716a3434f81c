import { defaultClient, type Vitrine } from '@vitrine/core';
import type { GraphDefinition } from '../langchain/graph-definition.ts';
import { isVitrineHandler, vitrineCallbacks } from '../langchain/vitrine-callbacks.ts';

/** How the calls of a graph are recorded. */
export interface LangGraphOptions {
  /** The conversation; `thread_id` of the call's `configurable` where absent. */
  threadId?: string | undefined;
}

interface CallConfig {
  callbacks?: unknown;
}

/** What is needed of a compiled graph (`Pregel`). */
interface CompiledGraph {
  config?: CallConfig;
  getGraphAsync(config: { xray: boolean }): Promise<{ drawMermaid(): string }>;
  /** `invoke` and `streamEvents` go through it. */
  stream: (this: CompiledGraph, input: unknown, options?: CallConfig) => unknown;
}

/** The graphs that are tracked, by client: a second time changes nothing. */
const tracked = new WeakMap<CompiledGraph, WeakSet<Vitrine>>();

async function drawn(graph: CompiledGraph, client: Vitrine): Promise<GraphDefinition | undefined> {
  try {
    return { format: 'mermaid', data: (await graph.getGraphAsync({ xray: true })).drawMermaid() };
  } catch (error) {
    client.warn('A LangGraph graph could not be drawn', error);
    return undefined;
  }
}

/** A manager of handlers, as the runs inside a run get one. */
interface Manager {
  handlers: object[];
  copy(): Manager;
  addHandler(handler: object, inherit: boolean): void;
}

/** Handlers as a config may hold them (none, a list, or a manager), and ours. A run inside a recorded one has it. */
function withHandler(callbacks: unknown, handler: object): unknown {
  if (callbacks === undefined || callbacks === null) return [handler];
  if (Array.isArray(callbacks)) return [...(callbacks as object[]), handler];
  const manager = callbacks as Manager;
  if (manager.handlers.some(isVitrineHandler)) return manager;
  const copy = manager.copy();
  copy.addHandler(handler, true);
  return copy;
}

/** LangGraph before 1.0 forgets the handlers of a graph where a call has some of its own: they are added to those. */
function keepHandler(graph: CompiledGraph, handler: object): void {
  const { stream } = graph;
  graph.stream = function streamTracked(this: CompiledGraph, input, options) {
    const callbacks = options?.callbacks;
    if (callbacks === undefined || callbacks === null) return stream.call(this, input, options);
    return stream.call(this, input, { ...options, callbacks: withHandler(callbacks, handler) });
  };
}

/** The graph itself, of an agent the one that it runs. */
function compiledOf(given: object): CompiledGraph | undefined {
  const agent = given as { graph?: Partial<CompiledGraph> };
  const candidates: (Partial<CompiledGraph> | undefined)[] = [agent.graph, given];
  return candidates.find((graph) => typeof graph?.getGraphAsync === 'function') as CompiledGraph | undefined;
}

/**
 * Records every call of a compiled graph, or of an agent of `createAgent`: its nodes as steps with their model calls and
 * tools, graphs within it as agents of their own, the conversation by `configurable.thread_id`, and the graph itself as
 * Mermaid text in the trace's metadata (`_opik_graph_definition`). Once for each graph is enough.
 *
 * @param client the default client where absent
 * @returns the same graph
 * @example
 * const graph = trackLangGraph(builder.compile({ checkpointer }), client);
 * await graph.invoke({ messages }, { configurable: { thread_id: 'order-17' } });
 */
export function trackLangGraph<G extends object>(
  graph: G,
  client: Vitrine = defaultClient(),
  options: LangGraphOptions = {},
): G {
  const compiled = compiledOf(graph);
  if (compiled === undefined) {
    client.warn('trackLangGraph', 'it takes a compiled graph, or an agent of createAgent; nothing is recorded');
    return graph;
  }
  const clients = tracked.get(compiled) ?? new WeakSet();
  if (clients.has(client)) return graph;
  tracked.set(compiled, clients.add(client));
  const handler = vitrineCallbacks(client, { ...options, graph: drawn(compiled, client) });
  compiled.config = { ...compiled.config, callbacks: withHandler(compiled.config?.callbacks, handler) };
  keepHandler(compiled, handler);
  return graph;
}

import { defaultClient, type Vitrine } from '@vitrine/core';
import type { GraphDefinition } from '../langchain/graph-definition.ts';
import { isVitrineHandler, vitrineCallbacks } from '../langchain/vitrine-callbacks.ts';

/** Options for recording the calls of a graph. */
export interface LangGraphOptions {
  /** Thread of all calls. If left out, a call's thread is the one in its `configurable` or metadata. */
  threadId?: string | undefined;
}

interface CallConfig {
  callbacks?: unknown;
}

/** Members of a compiled graph (`Pregel`) that are used. */
interface CompiledGraph {
  config?: CallConfig;
  getGraphAsync(config: { xray: boolean }): Promise<{ drawMermaid(): string }>;
  /** Called by `invoke` and `streamEvents` too. */
  stream: (this: CompiledGraph, input: unknown, options?: CallConfig) => unknown;
}

/** Clients that track each graph. Tracking a graph again for the same client has no effect. */
const tracked = new WeakMap<CompiledGraph, WeakSet<Vitrine>>();

/** Draws a graph, including nested graphs. Logs a warning if that fails. */
async function drawn(graph: CompiledGraph, client: Vitrine): Promise<GraphDefinition | undefined> {
  try {
    return { format: 'mermaid', data: (await graph.getGraphAsync({ xray: true })).drawMermaid() };
  } catch (error) {
    client.warn('A LangGraph graph could not be drawn', error);
    return undefined;
  }
}

/** Members of the `CallbackManager` that LangChain passes to nested runs. */
interface Manager {
  handlers: object[];
  copy(): Manager;
  addHandler(handler: object, inherit: boolean): void;
}

/**
 * Adds a handler to the handlers of a config, which are a list, a manager or absent. A manager from a recorded run
 * already has a Vitrine handler.
 */
function withHandler(callbacks: unknown, handler: object): unknown {
  if (callbacks === undefined || callbacks === null) return [handler];
  if (Array.isArray(callbacks)) return [...(callbacks as object[]), handler];
  const manager = callbacks as Manager;
  if (manager.handlers.some(isVitrineHandler)) return manager;
  const copy = manager.copy();
  copy.addHandler(handler, true);
  return copy;
}

/**
 * Adds the handler to calls that have their own handlers. For these, LangGraph before 1.0 ignores the handlers of the
 * graph.
 */
function keepHandler(graph: CompiledGraph, handler: object): void {
  const { stream } = graph;
  graph.stream = function streamTracked(this: CompiledGraph, input, options) {
    const callbacks = options?.callbacks;
    if (callbacks === undefined || callbacks === null) return stream.call(this, input, options);
    return stream.call(this, input, { ...options, callbacks: withHandler(callbacks, handler) });
  };
}

/** Returns the graph of an agent, or a compiled graph itself. Returns undefined for any other object. */
function compiledOf(given: object): CompiledGraph | undefined {
  const agent = given as { graph?: Partial<CompiledGraph> };
  const candidates: (Partial<CompiledGraph> | undefined)[] = [agent.graph, given];
  return candidates.find((graph) => typeof graph?.getGraphAsync === 'function') as CompiledGraph | undefined;
}

/**
 * Records every call of a compiled graph, or of an agent made by `createAgent`. Nodes are steps with their model calls
 * and tools, and nested graphs are agents. The thread is the call's `configurable.thread_id`. The graph itself is in
 * the trace's metadata as Mermaid text (`_opik_graph_definition`). Call it once for each graph.
 *
 * @param client Vitrine client; the default client if left out
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
    client.warn(
      'trackLangGraph',
      'the object is not a compiled graph or an agent of createAgent, so nothing is recorded',
    );
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

import type { SpanOptions } from '@vitrine/core';

/** What LangChain tells at the start of any run. */
export interface RunStart {
  runId: string;
  parentRunId: string | undefined;
  tags: readonly string[];
  metadata: Readonly<Record<string, unknown>>;
  /** How the span starts. */
  span: SpanOptions;
  /** The run is plumbing: it has no span, and what it calls is shown as its parent's. */
  hidden?: boolean;
}

/** Runnables that only hold others together, and LangGraph's own entries. */
const PLUMBING =
  /^(?:__start__|__end__|Runnable[A-Z]\w*|ChannelWrite.*|ChannelRead.*|Branch<.*|_write|LangGraphUpdateState)$/;

/** Whether a chain is plumbing, unless it is what was called. */
export function isPlumbing(name: string, tags: readonly string[]): boolean {
  return PLUMBING.test(name) || tags.includes('langsmith:hidden');
}

/** The keys that LangChain and LangGraph put into metadata themselves. */
const OWN_METADATA = /^(?:ls_|langgraph_|__|checkpoint|versions$|lc_|run_id$|graph_id$|thread_id$)/;
const OWN_TAGS = /^(?:seq:step:|graph:step:|map:key:|langsmith:)/;

/** The metadata that the app gave. */
export function givenMetadata(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const given = Object.entries(metadata).filter(([key]) => !OWN_METADATA.test(key));
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The tags that the app gave. */
export function givenTags(tags: readonly string[]): string[] | undefined {
  const given = tags.filter((tag) => !OWN_TAGS.test(tag));
  return given.length === 0 ? undefined : given;
}

/** The class of a serialized runnable, such as `ChatPromptTemplate`. */
export function className(serialized: unknown): string | undefined {
  const id: unknown = (serialized as { id?: unknown } | undefined)?.id;
  const last: unknown = Array.isArray(id) ? id.at(-1) : undefined;
  return typeof last === 'string' ? last : undefined;
}

/** What a chain is for people: a graph acts on its own, its nodes are steps, the rest are chains. */
export function chainKind(serialized: unknown, name: string, metadata: Readonly<Record<string, unknown>>) {
  if (className(serialized) === 'CompiledStateGraph') return 'agent';
  return metadata['langgraph_node'] === name ? 'step' : 'chain';
}

import type { SpanOptions } from '@vitrine/core';

/** Fields that LangChain sends at the start of any run. */
export interface RunStart {
  runId: string;
  parentRunId: string | undefined;
  tags: readonly string[];
  metadata: Readonly<Record<string, unknown>>;
  /** Options of the run's span. */
  span: SpanOptions;
  /** True if the run has no span, because it is plumbing (see {@link isPlumbing}). Runs in it nest in its parent. */
  hidden?: boolean;
}

/** Names of plumbing: runnables that only connect others, and LangGraph's own nodes. */
const PLUMBING =
  /^(?:__start__|__end__|Runnable[A-Z]\w*|ChannelWrite.*|ChannelRead.*|Branch<.*|_write|LangGraphUpdateState)$/;

/** Whether a chain is plumbing. An outermost run has a span even then. */
export function isPlumbing(name: string, tags: readonly string[]): boolean {
  return PLUMBING.test(name) || tags.includes('langsmith:hidden');
}

/** Keys that LangChain and LangGraph add to metadata. */
const OWN_METADATA = /^(?:ls_|langgraph_|__|checkpoint|versions$|lc_|run_id$|graph_id$|thread_id$)/;
const OWN_TAGS = /^(?:seq:step:|graph:step:|map:key:|langsmith:)/;

/** Returns the metadata that the app set. */
export function givenMetadata(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const given = Object.entries(metadata).filter(([key]) => !OWN_METADATA.test(key));
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** Returns the tags that the app set. */
export function givenTags(tags: readonly string[]): string[] | undefined {
  const given = tags.filter((tag) => !OWN_TAGS.test(tag));
  return given.length === 0 ? undefined : given;
}

/** Returns the class name of a serialized runnable, such as `ChatPromptTemplate`. */
export function className(serialized: unknown): string | undefined {
  const id: unknown = (serialized as { id?: unknown } | undefined)?.id;
  const last: unknown = Array.isArray(id) ? id.at(-1) : undefined;
  return typeof last === 'string' ? last : undefined;
}

/** Returns the kind of a chain's span: `agent` for a graph, `step` for a node, otherwise `chain`. */
export function chainKind(serialized: unknown, name: string, metadata: Readonly<Record<string, unknown>>) {
  if (className(serialized) === 'CompiledStateGraph') return 'agent';
  return metadata['langgraph_node'] === name ? 'step' : 'chain';
}

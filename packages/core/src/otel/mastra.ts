import type { SpanKind } from '../model/kind.ts';
import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * Mastra's types of spans. A generation is the loop around the model, a step is one iteration of the loop, and an
 * inference is the model call.
 */
const TYPES: Record<string, SpanKind> = {
  agent_run: 'agent',
  scorer_run: 'step',
  scorer_step: 'step',
  generic: 'general',
  model_generation: 'step',
  model_step: 'step',
  model_inference: 'llm',
  model_chunk: 'general',
  rag_embedding: 'embedding',
  rag_ingestion: 'step',
  rag_vector_operation: 'retrieval',
  rag_action: 'step',
  tool_call: 'tool',
  client_tool_call: 'tool',
  provider_tool_call: 'tool',
  mcp_tool_call: 'tool',
  mcp_server_request: 'step',
  processor_run: 'guardrail',
  classifier_evaluation: 'step',
  memory_operation: 'step',
  workspace_action: 'step',
  graph_action: 'step',
  mapping: 'step',
  skill_resolution: 'step',
  skill_action: 'step',
  agent_signal: 'step',
  workflow_run: 'chain',
  workflow_step: 'step',
  workflow_conditional: 'step',
  workflow_conditional_eval: 'step',
  workflow_parallel: 'step',
  workflow_loop: 'step',
  workflow_sleep: 'step',
  workflow_wait_event: 'step',
};

const typed = (side: 'input' | 'output'): { whole: string }[] =>
  Object.keys(TYPES).map((type) => ({ whole: `mastra.${type}.${side}` }));

/**
 * Attributes that Mastra's OpenTelemetry exporter (`@mastra/otel-exporter`) writes in addition to the GenAI
 * conventions. Bodies of all spans except model and tool calls are in `mastra.<type>.input` and `.output`.
 */
export const MASTRA: Convention = {
  prefixes: ['mastra.'],
  kinds: [{ from: 'mastra.span.type', as: TYPES }],
  scalars: { thread_id: threadSources('mastra.metadata.') },
  input: typed('input'),
  output: typed('output'),
  drop: ['gen_ai.operation.name'],
  tags: ['mastra.tags'],
  metadata: ['mastra.metadata.*'],
  ttft: [{ from: 'mastra.completion_start_time', unitMs: 'moment' }],
};

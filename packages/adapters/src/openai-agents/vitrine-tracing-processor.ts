import { defaultClient, type Vitrine } from '@vitrine/core';
import type { TracingProcessor } from '@openai/agents';
import { AgentTraces } from './agent-traces.ts';

/** Options for recording the runs of agents. */
export interface OpenAIAgentsOptions {
  /** Thread of all traces. If left out, it is the trace's `groupId`, or a thread key of its metadata. */
  threadId?: string | undefined;
  /** Tags of the traces that runs make. */
  tags?: readonly string[] | undefined;
  /**
   * Whether inputs and outputs are recorded. True if left out. Since version 0.19 the SDK's own
   * `traceIncludeSensitiveData: false` has the same effect. In earlier versions, spans still have the content of model
   * calls.
   */
  includeContent?: boolean | undefined;
}

/**
 * Creates a tracing processor for `@openai/agents`. It records a trace for each run, with agents, turns, model calls,
 * tools, handoffs and guardrails. Runs in a tracked function or in `client.runWith` nest there, and what a tool's code
 * records nests in the tool. `addTraceProcessor` adds the processor to OpenAI's own tracing; `setTraceProcessors`
 * replaces that tracing.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * setTraceProcessors([vitrineTracingProcessor(client)]);
 * await run(agent, 'Where is my order?');
 */
export function vitrineTracingProcessor(
  client: Vitrine = defaultClient(),
  options: OpenAIAgentsOptions = {},
): TracingProcessor {
  const traces = new AgentTraces(client, options);
  return {
    onTraceStart: async (trace) => traces.traceStart(trace),
    onTraceEnd: async (trace) => traces.traceEnd(trace),
    onSpanStart: async (span) => traces.spanStart(span),
    onSpanEnd: async (span) => traces.spanEnd(span),
    forceFlush: async () => void (await client.flush()),
    shutdown: async (timeoutMs) => void (await client.flush({ timeoutMs })),
  };
}

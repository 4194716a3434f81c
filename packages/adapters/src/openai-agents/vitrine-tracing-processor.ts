import { defaultClient, type Vitrine } from '@vitrine/core';
import type { TracingProcessor } from '@openai/agents';
import { AgentTraces } from './agent-traces.ts';

/** How the runs of agents are recorded. */
export interface OpenAIAgentsOptions {
  /** The conversation; the `groupId` of a run where absent. */
  threadId?: string | undefined;
  /** Tags of the traces that runs make. */
  tags?: readonly string[] | undefined;
  /**
   * Whether inputs and outputs are recorded; true where absent. The SDK's own `traceIncludeSensitiveData: false` does the
   * same since its version 0.19; before, it leaves what models are asked and say in its spans.
   */
  includeContent?: boolean | undefined;
}

/**
 * A tracing processor for `@openai/agents`: a trace for each run, with its agents, turns, model calls, tools, handoffs and
 * guardrails. Runs inside a tracked function or `client.runWith` nest there, and what tools do nests in them. Beside
 * OpenAI's own tracing it is added by `addTraceProcessor`; in place of it, by `setTraceProcessors`.
 *
 * @param client the default client where absent
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

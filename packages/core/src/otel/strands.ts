import type { Convention } from './convention.ts';

/**
 * Attributes that Strands Agents write in addition to the GenAI conventions, old and new
 * (`OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental`). Its time to the first token is in ms, whatever the
 * conventions say. Its provider is `strands-agents` for every model.
 *
 * Source: strands-agents/sdk-python, `src/strands/telemetry/tracer.py` of 1.x.
 */
export const STRANDS: Convention = {
  prefixes: ['gen_ai.event.start_time', 'event_loop.cycle_id'],
  values: { 'gen_ai.system': ['strands-agents'], 'gen_ai.provider.name': ['strands-agents'] },
  kinds: [
    {
      from: 'gen_ai.operation.name',
      as: { invoke_swarm: 'chain', invoke_graph: 'chain' },
    },
  ],
  markers: [['event_loop.cycle_id', 'step']],
  input: [
    { for: ['agent'], parts: { messages: 'gen_ai.input.messages' }, also: { system: 'gen_ai.agent.system_prompt' } },
  ],
  ttft: [{ from: 'gen_ai.server.time_to_first_token', unitMs: 1 }],
  drop: ['gen_ai.event.start_time', 'gen_ai.event.end_time'],
};

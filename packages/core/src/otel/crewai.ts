import type { Convention } from './convention.ts';

/**
 * Attributes that OpenLLMetry writes for CrewAI in addition to its own. The provider of a crew is `crewai`, which is no
 * model call. A crew has the sum of its calls as the text of Python's object: `total_tokens=15 prompt_tokens=12 ...`.
 *
 * Source: traceloop/openllmetry, `opentelemetry-instrumentation-crewai` 0.4x (`instrumentation.py`,
 * `crewai_span_attributes.py`). CrewAI's instrumentation by OpenInference has no names of its own.
 */
export const CREWAI: Convention = {
  prefixes: ['crewai.'],
  markers: [
    ['crewai.crew.', 'chain'],
    ['crewai.agent.', 'agent'],
    ['crewai.task.', 'step'],
  ],
  names: { agent: ['crewai.agent.role'] },
  usage: {
    prompt: ['crewai.crew.token_usage#prompt_tokens'],
    completion: ['crewai.crew.token_usage#completion_tokens'],
    total: ['crewai.crew.token_usage#total_tokens'],
    cache_read: ['crewai.crew.token_usage#cached_prompt_tokens'],
  },
  usagePrefix: 'crewai.crew.',
  usageParts: ['token_usage.successful_requests', 'usage_metrics.*', 'max_rpm'],
  usageObjects: ['token_usage', 'usage_metrics'],
  input: [
    { parts: { description: 'crewai.task.description' }, also: { expected_output: 'crewai.task.expected_output' } },
    { parts: { goal: 'crewai.agent.goal' } },
    { parts: { tasks: 'crewai.crew.tasks' } },
  ],
  output: [{ whole: 'traceloop.entity.output' }, { whole: 'crewai.crew.result' }],
};

import type { Convention } from './convention.ts';
import { threadSources } from './thread-sources.ts';

/**
 * Attributes that LangSmith's OpenTelemetry exporters (`langsmith/experimental/otel` in JavaScript, `langsmith[otel]`
 * in Python) write in addition to the GenAI conventions. Its kind of run is more precise than its
 * `gen_ai.operation.name`, which is `chat` for a prompt and `embeddings` for a retriever. The Python exporter writes the
 * details of usage as Python's `str` does.
 *
 * Source: `langsmith/dist/experimental/otel/translator.js`, and `langsmith/_internal/otel/_otel_exporter.py` of
 * 0.4. `langsmith.trace.session_name` is LangSmith's project. It
 * is not used as a project here, because it is `default` unless it was set.
 */
export const LANGSMITH: Convention = {
  prefixes: ['langsmith.'],
  kinds: [
    {
      from: 'langsmith.span.kind',
      as: {
        llm: 'llm',
        tool: 'tool',
        chain: 'chain',
        retriever: 'retrieval',
        embedding: 'embedding',
        prompt: 'step',
        parser: 'step',
      },
    },
  ],
  scalars: {
    provider: ['langsmith.metadata.ls_provider'],
    model: ['langsmith.metadata.ls_model_name'],
    thread_id: threadSources('langsmith.metadata.'),
    service_tier: ['langsmith.metadata.service_tier'],
  },
  // The exporter sets the status OK when a span starts, and OpenTelemetry never changes that status later.
  exceptionsFail: true,
  tags: ['langsmith.span.tags'],
  metadata: ['langsmith.metadata.*'],
  drop: [
    'gen_ai.operation.name',
    'langsmith.usage_metadata',
    'langsmith.metadata.usage_metadata',
    'langsmith.metadata.LANGSMITH_OTEL_ENABLED',
    'langsmith.metadata.LANGSMITH_TRACING',
    'langsmith.traceable',
    'langsmith.is_root',
    'langsmith.span.parent_id',
    'langsmith.traceable_parent_otel_span_id',
  ],
};

import type { SpanKind } from '../model/kind.ts';
import type { Convention } from './convention.ts';

/** Types of LiteLLM's calls. Each also exists with an `a` before it, for the asynchronous call. */
const CALLS: Record<string, SpanKind> = {
  completion: 'llm',
  text_completion: 'llm',
  responses: 'llm',
  generate_content: 'llm',
  image_generation: 'llm',
  image_edit: 'llm',
  transcription: 'llm',
  speech: 'llm',
  embedding: 'embedding',
  rerank: 'rerank',
};

const TYPES: Record<string, SpanKind> = {
  ...Object.fromEntries(
    Object.entries(CALLS).flatMap(([call, kind]) => [
      [call, kind],
      [`a${call}`, kind],
    ]),
  ),
  anthropic_messages: 'llm',
};

/**
 * Attributes that LiteLLM's callbacks `otel` and `otel_v2` write in addition to the GenAI conventions. It has computed
 * the cost. Its `llm.request.type` is the type of the call.
 *
 * Source: BerriAI/litellm, `litellm/integrations/opentelemetry.py` of 2026-05.
 */
export const LITELLM: Convention = {
  prefixes: ['gen_ai.cost.', 'litellm.', 'hidden_params', 'metadata.user_api_key_hash'],
  kinds: ['llm.request.type', 'litellm.request.type'].map((from) => ({ from, as: TYPES })),
  cost: ['gen_ai.cost.total_cost', 'litellm.cost.total'],
  costParts: ['gen_ai.cost.', 'litellm.cost.'],
};

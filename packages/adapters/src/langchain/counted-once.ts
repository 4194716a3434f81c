import type { SpanUpdateOptions, Vitrine } from '@vitrine/core';
import { uncounted } from '../model-calls/counted-usage.ts';
import { countedResponses } from '../model-calls/counted-responses.ts';
import type { ModelOutput } from './model-span.ts';

/** Returns a model's result, without its tokens if a tracked client has already counted the same response. */
export function countedOnce(client: Vitrine, output: ModelOutput, result: SpanUpdateOptions): SpanUpdateOptions {
  const message: { id?: unknown; response_metadata?: Record<string, unknown> } | undefined =
    output.generations?.[0]?.[0]?.message;
  const responseId = message?.response_metadata?.['id'] ?? message?.id;
  return countedResponses.claim(client, responseId, 'langchain') ? result : uncounted(result);
}

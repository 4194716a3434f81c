import type { SpanUpdateOptions, Vitrine } from '@vitrine/core';
import { countedResponses } from '../model-calls/counted-responses.ts';
import type { ModelOutput } from './model-span.ts';

/** A model's result, without its tokens where the client underneath has counted them: a tracked one tells of them first. */
export function countedOnce(client: Vitrine, output: ModelOutput, result: SpanUpdateOptions): SpanUpdateOptions {
  const message: { id?: unknown; response_metadata?: Record<string, unknown> } | undefined =
    output.generations?.[0]?.[0]?.message;
  const responseId = message?.response_metadata?.['id'] ?? message?.id;
  return countedResponses.claim(client, responseId, 'langchain') ? result : { ...result, ledger: undefined };
}

import type { SpanKind } from '@vitrine/core';
import type { OperationEnd, OperationStart } from './events.ts';

/** Operations that call a language model. */
const STEPPED = new Set(['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject']);

/** Whether an operation has model calls with events of their own. Any other operation is one span. */
export function isStepped(event: OperationStart): boolean {
  return event.operationId === undefined || STEPPED.has(event.operationId);
}

/** Returns the name of an operation: its `functionId`, otherwise the name of the AI SDK's function. */
export function operationName(event: OperationStart): string {
  return event.functionId ?? event.operationId?.replace(/^ai\./, '') ?? 'ai';
}

const KINDS: Record<string, SpanKind> = { 'ai.embed': 'embedding', 'ai.embedMany': 'embedding', 'ai.rerank': 'rerank' };

export function operationKind(event: OperationStart): SpanKind {
  return KINDS[event.operationId ?? ''] ?? 'llm';
}

/** Returns the input of an operation that is one span. */
export function operationInput({ value, query, documents, text }: OperationStart): unknown {
  return query === undefined ? { value: value ?? text } : { query, documents };
}

/** Returns the number and the dimensions of vectors. The vectors themselves are not recorded. */
function vectors(embedding: unknown): unknown {
  if (!Array.isArray(embedding)) return undefined;
  const first: unknown = embedding[0];
  return Array.isArray(first)
    ? { embeddings: embedding.length, dimensions: first.length }
    : { embeddings: 1, dimensions: embedding.length };
}

/** Returns the output of an operation that is one span. */
export function operationOutput({ embedding, embeddings, ranking }: OperationEnd): unknown {
  return ranking === undefined ? vectors(embeddings ?? embedding) : { ranking };
}

import type { SpanKind } from '@vitrine/core';
import type { OperationEnd, OperationStart } from './events.ts';

/** The operations that call a language model, in steps. */
const STEPPED = new Set(['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject']);

/** Whether an operation consists of model calls with events of their own; the others are one span. */
export function isStepped(event: OperationStart): boolean {
  return event.operationId === undefined || STEPPED.has(event.operationId);
}

/** What an operation is called: its function's id, else the function of the AI SDK. */
export function operationName(event: OperationStart): string {
  return event.functionId ?? event.operationId?.replace(/^ai\./, '') ?? 'ai';
}

const KINDS: Record<string, SpanKind> = { 'ai.embed': 'embedding', 'ai.embedMany': 'embedding', 'ai.rerank': 'rerank' };

export function operationKind(event: OperationStart): SpanKind {
  return KINDS[event.operationId ?? ''] ?? 'llm';
}

/** The input of an operation that is one span. */
export function operationInput({ value, query, documents, text }: OperationStart): unknown {
  return query === undefined ? { value: value ?? text } : { query, documents };
}

/** How many vectors of how many dimensions: nobody reads the numbers. */
function vectors(embedding: unknown): unknown {
  if (!Array.isArray(embedding)) return undefined;
  const first: unknown = embedding[0];
  return Array.isArray(first)
    ? { embeddings: embedding.length, dimensions: first.length }
    : { embeddings: 1, dimensions: embedding.length };
}

/** The output of an operation that is one span. */
export function operationOutput({ embedding, embeddings, ranking }: OperationEnd): unknown {
  return ranking === undefined ? vectors(embeddings ?? embedding) : { ranking };
}

import type { SpanKind, SpanType } from './kind.ts';

const TYPE_OF_KIND: Partial<Record<SpanKind, SpanType>> = {
  llm: 'llm',
  embedding: 'llm',
  tool: 'tool',
  retrieval: 'tool',
  rerank: 'tool',
  guardrail: 'guardrail',
};

/** Returns the Opik type of a kind. */
export function typeOfKind(kind: SpanKind): SpanType {
  return TYPE_OF_KIND[kind] ?? 'general';
}

import type { SpanKind, SpanType } from './kind.ts';

const TYPE_OF_KIND: Partial<Record<SpanKind, SpanType>> = {
  llm: 'llm',
  embedding: 'llm',
  tool: 'tool',
  retrieval: 'tool',
  rerank: 'tool',
  guardrail: 'guardrail',
};

/** The Opik type under which a kind is stored. */
export function typeOfKind(kind: SpanKind): SpanType {
  return TYPE_OF_KIND[kind] ?? 'general';
}

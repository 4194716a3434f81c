import { z } from 'zod';

/** Opik's four types of span: what is stored as `type` and spoken on the wire. */
export const SpanType = z.enum(['general', 'tool', 'llm', 'guardrail']);
export type SpanType = z.infer<typeof SpanType>;

/**
 * What a span is for people. Finer than {@link SpanType}: stored in a column of its own, written by our SDK and the
 * OpenTelemetry mapping, and shown by the viewer.
 */
export const SpanKind = z.enum([
  'agent',
  'step',
  'chain',
  'llm',
  'embedding',
  'rerank',
  'retrieval',
  'tool',
  'guardrail',
  'http',
  'database',
  'general',
]);
export type SpanKind = z.infer<typeof SpanKind>;

import { z } from 'zod';

/** Opik's four types of span: what is stored as `type` and spoken on the wire. */
export const SpanType = z.enum(['general', 'tool', 'llm', 'guardrail']);
export type SpanType = z.infer<typeof SpanType>;

/**
 * What a span is for people. Finer than {@link SpanType}: stored in a column of its own, written by our SDK and the
 * OpenTelemetry mapping, and shown by the viewer. `http`, `database` and `infrastructure` (queues, RPC, DNS, middleware)
 * are what an app does besides its agent: the viewer hides them until it is asked to show them.
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
  'infrastructure',
  'general',
]);
export type SpanKind = z.infer<typeof SpanKind>;

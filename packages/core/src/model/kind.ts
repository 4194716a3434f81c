import { z } from 'zod';

/** Opik's four types of spans, stored and sent as `type`. */
export const SpanType = z.enum(['general', 'tool', 'llm', 'guardrail']);
export type SpanType = z.infer<typeof SpanType>;

/**
 * Kind of a span, which is finer than {@link SpanType}. It is stored in a column of its own, written by our SDK and the
 * OpenTelemetry mapping, and shown by the viewer. `http`, `database` and `infrastructure` (queues, RPC, DNS,
 * middleware) are spans of the app around the agent: the viewer hides them by default.
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

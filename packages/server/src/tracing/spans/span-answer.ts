import { z } from 'zod';
import { RowAnswer } from '../entity-routes/row-answer.ts';

/** A span as it is answered. */
export const SpanAnswer = RowAnswer.extend({
  trace_id: z.string(),
  parent_span_id: z.string().optional(),
  type: z.enum(['general', 'tool', 'llm', 'guardrail']),
  model: z.string().optional(),
  provider: z.string().optional(),
});

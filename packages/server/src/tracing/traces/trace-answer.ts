import { z } from 'zod';
import { RowAnswer } from '../entity-routes/row-answer.ts';

/** A trace as it is answered. */
export const TraceAnswer = RowAnswer.extend({
  thread_id: z.string().optional(),
  span_count: z.number(),
  llm_span_count: z.number(),
  has_tool_spans: z.boolean(),
  providers: z.array(z.string()),
});

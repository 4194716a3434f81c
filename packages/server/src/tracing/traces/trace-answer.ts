import { z } from 'zod';
import { TRACE_COLUMNS } from '../../storage/tables/rows.ts';
import { rowAnswer } from '../entity-routes/row-answer.ts';

/** A trace in a response. */
export const TraceAnswer = rowAnswer(TRACE_COLUMNS).extend({
  usage: z.record(z.string(), z.number()).optional(),
  total_estimated_cost: z.number().optional(),
  span_count: z.number(),
  llm_span_count: z.number(),
  has_tool_spans: z.boolean(),
  providers: z.array(z.string()),
});

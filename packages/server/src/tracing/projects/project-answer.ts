import { z } from 'zod';
import { Time, AuditFields } from '../../platform/validation/audit-fields.ts';

/** Project in an answer. */
export const ProjectAnswer = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(['private', 'public']),
  ...AuditFields,
  last_updated_trace_at: Time.optional(),
  trace_count: z.number().optional(),
  error_count: z.object({ count: z.number() }).optional(),
  total_estimated_cost_sum: z.number().optional(),
});

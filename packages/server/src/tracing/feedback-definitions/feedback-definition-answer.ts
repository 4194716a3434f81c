import { z } from 'zod';
import { AuditFields } from '../../platform/validation/audit-fields.ts';

/** Feedback definition in an answer. */
export const FeedbackDefinitionAnswer = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['numerical', 'categorical', 'boolean']),
  details: z.record(z.string(), z.unknown()),
  description: z.string().optional(),
  ...AuditFields,
});

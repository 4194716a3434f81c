import { z } from 'zod';
import { Written } from '../../platform/validation/written.ts';

/** A feedback definition as it is answered. */
export const FeedbackDefinitionAnswer = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['numerical', 'categorical', 'boolean']),
  details: z.record(z.string(), z.unknown()),
  description: z.string().optional(),
  ...Written,
});

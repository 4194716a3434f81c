import type { Environment } from '@vitrine/core/model';
import { z } from 'zod';
import { AuditFields } from '../../platform/validation/audit-fields.ts';

/** Environment in an answer. */
export const EnvironmentAnswer = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  color: z.string().optional(),
  position: z.number().optional(),
  ...AuditFields,
}) satisfies z.ZodType<Pick<Environment, 'id' | 'name'>>;

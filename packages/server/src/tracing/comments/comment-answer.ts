import type { Comment } from '@vitrine/core/model';
import { z } from 'zod';
import { AuditFields } from '../../platform/validation/audit-fields.ts';

/** A comment as it is answered. */
export const CommentAnswer = z.object({
  id: z.string(),
  text: z.string(),
  ...AuditFields,
}) satisfies z.ZodType<Comment>;

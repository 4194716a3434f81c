import type { Comment } from '@vitrine/core/model';
import { z } from 'zod';
import { AuditFields } from '../../platform/validation/audit-fields.ts';

/** Comment in an answer. */
export const CommentAnswer = z.object({
  id: z.string(),
  text: z.string(),
  ...AuditFields,
}) satisfies z.ZodType<Comment>;

import type { Comment } from '@vitrine/core/model';
import { z } from 'zod';
import { Written } from '../../platform/validation/written.ts';

/** A comment as it is answered. */
export const CommentAnswer = z.object({ id: z.string(), text: z.string(), ...Written }) satisfies z.ZodType<Comment>;

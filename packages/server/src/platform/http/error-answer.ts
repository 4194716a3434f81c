import type { ErrorBody } from '@vitrine/core/model';
import { z } from 'zod';

const Fault = z.object({ index: z.number().optional(), path: z.string(), message: z.string() });

/** The body of every error. */
export const ErrorAnswer = z.object({
  code: z.number(),
  message: z.string(),
  errors: z.array(Fault).optional(),
  stored: z.number().optional(),
}) satisfies z.ZodType<Pick<ErrorBody, 'code' | 'message'>>;

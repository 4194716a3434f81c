import { z } from 'zod';

/** What went wrong in a trace or span. */
export const ErrorInfo = z.object({
  /** The error's class, such as `TypeError`. */
  exception_type: z.string(),
  message: z.string().nullish(),
  /** The stack, as text; empty where there is none. */
  traceback: z.string().default(''),
});
export type ErrorInfo = z.infer<typeof ErrorInfo>;

import { z } from 'zod';

/** Error of a trace or span. */
export const ErrorInfo = z.object({
  /** Class of the error, such as `TypeError`. */
  exception_type: z.string(),
  message: z.string().nullish(),
  /** Stack trace as text; empty if there is none. */
  traceback: z.string().default(''),
});
export type ErrorInfo = z.infer<typeof ErrorInfo>;

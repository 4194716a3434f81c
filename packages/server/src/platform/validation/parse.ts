import type { z } from 'zod';
import { VitrineError, type Fault } from '../errors/vitrine-error.ts';

/** Returns the faults of a value that a schema refused. */
export function faultsOf(error: z.ZodError, index?: number): Fault[] {
  return error.issues.map((issue) => ({
    ...(index !== undefined && { index }),
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
}

/**
 * Parses a part of a request.
 *
 * @param what noun for the value in the message: `the body`, `the query`
 * @throws {VitrineError} `invalid`, with the path of each field that was refused
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, what = 'the body'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = faultsOf(result.error);
  throw new VitrineError('invalid', `${what} is not accepted: ${describe(errors)}`, { errors });
}

/** Returns the first fault as a sentence. */
export function describe([first]: readonly Fault[]): string {
  if (!first) return 'it is not valid';
  return first.path === '' ? first.message : `${first.path}: ${first.message}`;
}

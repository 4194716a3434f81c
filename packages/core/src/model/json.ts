import { z } from 'zod';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Values are nested at most so deep: what goes through them level by level must not run out of stack. */
const MAX_DEPTH = 500;

/** Accepts any JSON value that is nested at most 500 levels deep. It stands behind JSON.parse: nothing else is left to check. */
export const Json: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined && isShallow(value as Json), {
  error: `expected a JSON value of at most ${MAX_DEPTH} levels`,
});

/** Whether a value is nested at most so many levels deep, 500 unless told. */
export function isShallow(value: Json, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isShallow(value[index] as Json, levels - 1)) return false;
    return true;
  }
  for (const key in value) {
    const field = value[key] as Json;
    // Most fields are texts: they are not worth a call, for this goes through every value that is written.
    if (typeof field === 'object' && !isShallow(field, levels - 1)) return false;
  }
  return true;
}

import { z } from 'zod';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Maximum depth of a value, so that recursive code does not run out of stack. */
const MAX_DEPTH = 500;

/** A JSON value of at most 500 levels. Use it after JSON.parse: it checks only the depth. */
export const Json: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined && isShallow(value as Json), {
  error: `expected a JSON value of at most ${MAX_DEPTH} levels`,
});

/** Whether a value is nested at most `levels` deep. */
export function isShallow(value: Json, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isShallow(value[index] as Json, levels - 1)) return false;
    return true;
  }
  for (const key in value) {
    const field = value[key] as Json;
    // Avoids a call for texts, which most fields are, because this runs for every written value.
    if (typeof field === 'object' && !isShallow(field, levels - 1)) return false;
  }
  return true;
}

import { z } from 'zod';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Accepts any JSON value. It stands behind JSON.parse, so there is nothing left to check. */
export const Json: z.ZodType<Json> = z.custom<Json>((value) => value !== undefined);

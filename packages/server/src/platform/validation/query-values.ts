import { z } from 'zod';

/** A number in a query string. */
export const QueryNumber = z.coerce.number();

/** `true` or `false` in a query string. */
export const QueryBoolean = z.enum(['true', 'false']).transform((value) => value === 'true');

import { z } from 'zod';

/** A count of tokens or the like, exact up to 2^53 - 1. */
export const Count = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

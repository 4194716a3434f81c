import { z } from 'zod';
/** Dates beyond these are no moments of ClickHouse's; nothing lies there. */
export declare const EARLIEST = "1970-01-01T00:00:00Z";
export declare const LATEST = "2262-01-01T00:00:00Z";
/**
 * A bound on times, ISO 8601 with `Z` or an offset, of any year: one beyond what ClickHouse knows is the earliest or the
 * latest that it knows, which bounds the same.
 */
export declare const Bound: z.ZodISODateTime;
//# sourceMappingURL=moments.d.ts.map
import type { z } from 'zod';
/**
 * A schema of objects that looks only at the fields which an object has, and at those that it has to have. It accepts and
 * refuses what the whole schema does, with the same result. Most items of a batch have half of all fields, and to find the
 * others absent takes as long as to look at those.
 *
 * @example
 * const Span = inParts(SpanWrite);
 * Span.safeParse({ trace_id, start_time, name: 'step' }); // looks at three fields of 25
 */
export declare function inParts<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): Pick<z.ZodObject<Shape>, 'safeParse'>;
//# sourceMappingURL=in-parts.d.ts.map
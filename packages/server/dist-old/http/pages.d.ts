import { z } from 'zod';
/** A number in a query string. */
export declare const QueryNumber: z.ZodCoercedNumber<unknown>;
/** A yes or no in a query string. */
export declare const QueryBoolean: z.ZodPipe<z.ZodEnum<{
    false: "false";
    true: "true";
}>, z.ZodTransform<boolean, "false" | "true">>;
/** `page` and `size` of a REST page: 1-based, at most 1,000 rows. */
export declare const PageQuery: z.ZodObject<{
    page: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    size: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
}, z.core.$strip>;
export type PageQuery = z.infer<typeof PageQuery>;
/** A REST page. `size` is the number of rows in `content`; a page past the end is empty. */
export interface Page<Row> {
    page: number;
    size: number;
    total: number;
    content: Row[];
    sortableBy: string[];
}
/** One page of rows that are all at hand, because they are few. */
export declare function pageOf<Row>(rows: readonly Row[], { page, size }: PageQuery, sortableBy?: string[]): Page<Row>;
//# sourceMappingURL=pages.d.ts.map
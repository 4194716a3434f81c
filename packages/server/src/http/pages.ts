import { z } from 'zod';
import { ApiError } from './api-error.ts';

/** A number in a query string. */
export const QueryNumber = z.coerce.number();

/** `page` and `size` of a REST page: 1-based, at most 1,000 rows. */
export const PageQuery = z.object({
  page: QueryNumber.int().min(1).default(1),
  size: QueryNumber.int().min(1).max(1_000).default(10),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A REST page. `size` is the number of rows in `content`; a page past the end is empty. */
export interface Page<Row> {
  page: number;
  size: number;
  total: number;
  content: Row[];
  sortableBy: string[];
}

const Sorting = z.array(z.object({ field: z.string(), direction: z.enum(['ASC', 'DESC']).default('DESC') }));

/**
 * Turns the `sorting` of a query, such as `[{"field":"name","direction":"ASC"}]`, into an ORDER BY.
 *
 * @param columns the expression for each field that may be sorted by
 * @throws {ApiError} 400 where it is not JSON of that form, or names another field
 */
export function orderBy(sorting: string | undefined, columns: Record<string, string>, fallback: string): string {
  if (!sorting) return fallback;
  const accepted = `sorting takes a JSON array such as [{"field":"name","direction":"ASC"}] with the fields ${Object.keys(columns).join(', ')}`;
  let parsed: z.infer<typeof Sorting>;
  try {
    parsed = Sorting.parse(JSON.parse(sorting));
  } catch {
    throw new ApiError(400, accepted);
  }
  const parts = parsed.map(({ field, direction }) => {
    const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
    if (!column) throw new ApiError(400, `cannot sort by "${field}"; ${accepted}`);
    return `${column} ${direction} NULLS LAST`;
  });
  return [...parts, fallback].join(', ');
}

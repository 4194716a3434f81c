import { z } from 'zod';
import { QueryNumber } from './query-values.ts';

/** `page` and `size` of a REST page. Pages begin with 1 and have at most 1,000 rows. */
export const PageQuery = z.object({
  page: QueryNumber.int().min(1).default(1),
  size: QueryNumber.int().min(1).max(1_000).default(10),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A REST page. `size` is the number of rows in `content`. A page after the last one is empty. */
export interface Page<Row> {
  page: number;
  size: number;
  total: number;
  content: Row[];
  sortableBy: string[];
}

/** Returns one page of rows that are all in memory. */
export function pageOf<Row>(rows: readonly Row[], { page, size }: PageQuery, sortableBy: string[] = []): Page<Row> {
  const content = rows.slice((page - 1) * size, page * size);
  return { page, size: content.length, total: rows.length, content, sortableBy };
}

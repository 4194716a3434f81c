import type { Filter } from '@vitrine/core/filter';
import { columnOf } from './columns.ts';
import { compileSorting } from './compile-sorting.ts';

/** Whether a list of traces is filtered or sorted by statistics of its spans. */
export function readsStatistics({
  filter,
  sorting,
}: {
  filter?: Filter | undefined;
  sorting?: string | undefined;
}): boolean {
  return (
    filter?.some((condition) => columnOf('traces', condition.field).of === 'stats') === true ||
    compileSorting('traces', sorting).joins.includes('stats')
  );
}

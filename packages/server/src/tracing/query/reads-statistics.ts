import type { Filter } from '@vitrine/core/filter';
import { columnOf } from './columns.ts';
import { compileSorting } from './sorting.ts';

/** Whether a list of traces is narrowed or sorted by what their spans add up to. */
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

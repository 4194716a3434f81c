import { columnOf } from './columns.js';
import { compileSorting } from './sorting.js';
/** Whether a list of traces is narrowed or sorted by what their spans add up to. */
export function readsStatistics({ filter, sorting, }) {
    return (filter?.some((condition) => columnOf('traces', condition.field).of === 'stats') === true ||
        compileSorting('traces', sorting).joins.includes('stats'));
}
//# sourceMappingURL=reads-statistics.js.map
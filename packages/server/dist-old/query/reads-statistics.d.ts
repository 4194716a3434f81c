import type { Filter } from '@vitrine/core/filter';
/** Whether a list of traces is narrowed or sorted by what their spans add up to. */
export declare function readsStatistics({ filter, sorting, }: {
    filter?: Filter | undefined;
    sorting?: string | undefined;
}): boolean;
//# sourceMappingURL=reads-statistics.d.ts.map
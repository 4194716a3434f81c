import { type Filter } from '@vitrine/core/filter';
import { type FilteredEntity } from './columns.ts';
/** Conditions of a WHERE, to be joined by AND, with the values that they name. */
export interface Compiled {
    conditions: string[];
    parameters: Record<string, unknown>;
}
/**
 * A filter as SQL: every value is a parameter (`f0`, `f1`, ...), every name comes from our own tables.
 *
 * The query has the parameters `workspace` and `project`, and for traces and spans `since` and `before`: between which ids
 * it looks (`''` and `'g'` where it looks everywhere), so that scores and statistics are looked up for those alone.
 *
 * - texts: without regard to case, `%` and `_` are what they are; `input` and `output` are compared as JSON texts;
 * - numbers and dates: what has none never matches, but for `total_estimated_cost = 0`, which finds what has no price;
 * - lists: `contains` is a part of some element, without regard to case, `=` is a whole element;
 * - scores: the average over the authors of the score of that name, without regard to case;
 * - enums: exact; `metadata`, `input_json`, `output_json` with a key: what is at that JSON path.
 *
 * @example
 * const { conditions, parameters } = compileFilters('threads', parseFilters('threads', query.filters));
 * database.read(`SELECT thread_id FROM (SELECT thread_id, ... GROUP BY thread_id) WHERE ${['true', ...conditions].join(' AND ')}`,
 *   { workspace, project, ...parameters });
 */
export declare function compileFilters(entity: FilteredEntity, filter: Filter): Compiled;
//# sourceMappingURL=compile-filters.d.ts.map
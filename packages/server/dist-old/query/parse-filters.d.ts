import { type Filter, type FilterEntity } from '@vitrine/core/filter';
/**
 * The filter of a request: a JSON array in a body, or as the text of a query's `filters`, where it may also be OQL.
 *
 * @throws {ApiError} 400 where it is not accepted: which condition or which character, and what would be accepted there
 * @example
 * parseFilters('traces', '[{"field":"name","operator":"=","value":"chat"}]');
 * parseFilters('traces', 'name = "chat"');
 */
export declare function parseFilters(entity: FilterEntity, given: unknown): Filter;
//# sourceMappingURL=parse-filters.d.ts.map
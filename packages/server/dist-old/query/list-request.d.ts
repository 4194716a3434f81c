import type { FilterEntity } from '@vitrine/core/filter';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { PageQuery } from '../http/pages.ts';
import type { Projects } from '../projects/projects.ts';
import type { ListQuery } from './list-conditions.ts';
import { type ReadOptions } from './read-options.ts';
/** What narrows a list in a query, beside its project. */
export declare const NarrowingQuery: z.ZodObject<{
    filters: z.ZodOptional<z.ZodString>;
    search: z.ZodOptional<z.ZodString>;
    from_time: z.ZodOptional<z.ZodISODateTime>;
    to_time: z.ZodOptional<z.ZodISODateTime>;
}, z.core.$strip>;
/** What a list is asked about: its entity, and the fields that may be left out. */
interface Listed {
    entity: FilterEntity;
    excludable: readonly string[];
}
/** A page of a project's rows, as it was asked for. */
export type ListedPage = ListQuery & PageQuery & ReadOptions & {
    sorting?: string | undefined;
};
/** A stream of a project's rows, as it was asked for. */
export type Search = ListQuery & ReadOptions & {
    limit: number;
    below: string | undefined;
};
/**
 * Reads the query of `GET traces` and `GET spans`.
 *
 * @throws {ApiError} 400 for a filter, a sorting, an excluded field or no project, 404 for an unknown project, else 422
 */
export declare function readListRequest(projects: Projects, principal: Principal, { entity, excludable }: Listed, query: unknown): Promise<ListedPage>;
/** Reads the query of `GET traces/stats` and `GET spans/stats`, as {@link readListRequest} does. */
export declare function readStatsRequest(projects: Projects, principal: Principal, entity: FilterEntity, query: unknown): Promise<ListQuery>;
/** Reads the body of `POST traces/search` and `POST spans/search`, as {@link readListRequest} does. */
export declare function readSearchRequest(projects: Projects, principal: Principal, { entity, excludable }: Listed, body: unknown): Promise<Search>;
export {};
//# sourceMappingURL=list-request.d.ts.map
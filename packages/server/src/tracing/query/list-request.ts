import type { FilterEntity } from '@vitrine/core/filter';
import { idFault } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { PageQuery, QueryBoolean } from '../../platform/validation/pages.ts';
import { ProjectQuery, projectIdOf } from '../project-registry/project-of-query.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { ListQuery } from './list-conditions.ts';
import { Bound } from './moments.ts';
import { parseFilters } from './parse-filters.ts';
import { parseExclude, type ReadOptions } from '../rows/read-options.ts';

/** Number of rows that a search answers if it does not name a limit. */
const DEFAULT_LIMIT = 500;
/** Maximum number of rows that a search answers. */
const MAX_LIMIT = 1_000_000;

/** It goes to ClickHouse in a URL. */
const SearchText = z.string().max(5_000, 'at most 5,000 characters can be searched for');

/** What narrows a list in a query, beside its project. */
export const NarrowingQuery = z.object({
  filters: z.string().optional().describe('A JSON array of {field, operator, value, key?}, or OQL'),
  search: SearchText.optional(),
  from_time: Bound.optional(),
  to_time: Bound.optional(),
});

/** The query of a list, such as `GET traces`. */
export const ListRequest = PageQuery.extend(ProjectQuery.shape)
  .extend(NarrowingQuery.shape)
  .extend({
    sorting: z.string().optional().describe('A JSON array of {field, direction}'),
    truncate: QueryBoolean.default(false),
    strip_attachments: QueryBoolean.default(false),
    exclude: z.unknown().optional().describe('Names of fields to leave out: a JSON array, or the name repeated'),
  });

/** The query of what a list adds up to, such as `GET traces/stats`. */
export const StatsRequest = ProjectQuery.extend(NarrowingQuery.shape);

/** The body of a search, such as `POST traces/search`. */
export const SearchRequest = z.object({
  project_name: z.string().nullish(),
  project_id: z.string().nullish(),
  filters: z.unknown().optional().describe('An array of {field, operator, value, key?}, or OQL as a text'),
  search: SearchText.nullish(),
  from_time: Bound.nullish(),
  to_time: Bound.nullish(),
  limit: z
    .number()
    .int()
    .min(1)
    .max(MAX_LIMIT, 'a search answers at most 1,000,000 rows; go on with last_retrieved_id')
    .nullish(),
  last_retrieved_id: z.string().nullish(),
  truncate: z.boolean().nullish(),
  strip_attachments: z.boolean().nullish(),
  exclude: z.unknown().optional(),
});

/** What a list is asked about: its entity, and the fields that may be left out. */
interface Listed {
  entity: FilterEntity;
  excludable: readonly string[];
}

/** A page of a project's rows, as it was asked for. */
export type ListedPage = ListQuery & PageQuery & ReadOptions & { sorting?: string | undefined };

/** A stream of a project's rows, as it was asked for. */
export type Search = ListQuery & ReadOptions & { limit: number; below: string | undefined };

/**
 * Completes the query of a list: its filter, the fields that it leaves out, and its project.
 *
 * @throws {VitrineError} `malformed` for a filter, a sorting, an excluded field or no project, 404 for an unknown project, else 422
 */
export async function readListRequest(
  projects: Projects,
  principal: Principal,
  { entity, excludable }: Listed,
  query: z.output<typeof ListRequest>,
): Promise<ListedPage> {
  const { filters, exclude, ...rest } = query;
  const filter = parseFilters(entity, filters);
  const excluded = parseExclude(exclude, excludable);
  return { ...rest, filter, exclude: excluded, projectId: await projectIdOf(projects, principal, rest) };
}

/** Completes the query of what a list adds up to, as {@link readListRequest} does. */
export async function readStatsRequest(
  projects: Projects,
  principal: Principal,
  entity: FilterEntity,
  query: z.output<typeof StatsRequest>,
): Promise<ListQuery> {
  const { filters, ...rest } = query;
  return { ...rest, filter: parseFilters(entity, filters), projectId: await projectIdOf(projects, principal, rest) };
}

/** Completes the body of a search, as {@link readListRequest} does. */
export async function readSearchRequest(
  projects: Projects,
  principal: Principal,
  { entity, excludable }: Listed,
  request: z.output<typeof SearchRequest>,
): Promise<Search> {
  const { project_id, project_name, last_retrieved_id } = request;
  const filter = parseFilters(entity, request.filters);
  const fault = last_retrieved_id ? idFault(last_retrieved_id) : undefined;
  if (fault) throw new VitrineError('malformed', `last_retrieved_id: ${fault}`);
  return {
    projectId: await projectIdOf(projects, principal, {
      ...(project_id && { project_id }),
      ...(project_name && { project_name }),
    }),
    filter,
    search: request.search ?? undefined,
    from_time: request.from_time ?? undefined,
    to_time: request.to_time ?? undefined,
    limit: request.limit ?? DEFAULT_LIMIT,
    below: last_retrieved_id?.toLowerCase(),
    truncate: request.truncate ?? true,
    strip_attachments: request.strip_attachments ?? false,
    exclude: parseExclude(request.exclude, excludable),
  };
}

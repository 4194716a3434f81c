import type { FilterEntity } from '@vitrine/core/filter';
import { idFault } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { PageQuery } from '../../platform/validation/page.ts';
import { QueryBoolean } from '../../platform/validation/query-values.ts';
import { ProjectQuery, projectIdOf } from '../project-registry/project-query.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { ListQuery } from './list-conditions.ts';
import { TimeBound } from './time-bound.ts';
import { parseFilters } from './parse-filters.ts';
import { parseExclude, type ReadOptions } from '../rows/read-options.ts';

/** Number of rows in an answer to a search without a limit. */
const DEFAULT_LIMIT = 500;
/** Maximum number of rows in an answer to a search. */
const MAX_LIMIT = 1_000_000;

/** Limited in length because ClickHouse receives it in a URL. */
const SearchText = z.string().max(5_000, 'at most 5,000 characters can be searched for');

/** Query parameters that narrow a list in addition to its project. */
export const NarrowingQuery = z.object({
  filters: z.string().optional().describe('A JSON array of {field, operator, value, key?}, or OQL'),
  search: SearchText.optional(),
  from_time: TimeBound.optional(),
  to_time: TimeBound.optional(),
});

/** Query of a list, such as `GET traces`. */
export const ListRequest = PageQuery.extend(ProjectQuery.shape)
  .extend(NarrowingQuery.shape)
  .extend({
    sorting: z.string().optional().describe('A JSON array of {field, direction}'),
    truncate: QueryBoolean.default(false),
    strip_attachments: QueryBoolean.default(false),
    exclude: z.unknown().optional().describe('Names of fields to leave out: a JSON array, or the name repeated'),
  });

/** Query of statistics, such as `GET traces/stats`. */
export const StatsRequest = ProjectQuery.extend(NarrowingQuery.shape);

/** Body of a search, such as `POST traces/search`. */
export const SearchRequest = z.object({
  project_name: z.string().nullish(),
  project_id: z.string().nullish(),
  filters: z.unknown().optional().describe('An array of {field, operator, value, key?}, or OQL as a text'),
  search: SearchText.nullish(),
  from_time: TimeBound.nullish(),
  to_time: TimeBound.nullish(),
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

/** Entity of a list, and the fields that may be excluded. */
interface Listed {
  entity: FilterEntity;
  excludable: readonly string[];
}

/** Parsed request for a page of a project's rows. */
export type ListedPage = ListQuery & PageQuery & ReadOptions & { sorting?: string | undefined };

/** Parsed request for a stream of a project's rows. */
export type Search = ListQuery & ReadOptions & { limit: number; below: string | undefined };

/**
 * Parses the filter and excluded fields of a list's query, and finds its project.
 *
 * @throws {VitrineError} `malformed` for a filter, a sorting, an excluded field or no project; `not_found` for an
 * unknown project
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

/** Parses the query of statistics, as {@link readListRequest} does. */
export async function readStatsRequest(
  projects: Projects,
  principal: Principal,
  entity: FilterEntity,
  query: z.output<typeof StatsRequest>,
): Promise<ListQuery> {
  const { filters, ...rest } = query;
  return { ...rest, filter: parseFilters(entity, filters), projectId: await projectIdOf(projects, principal, rest) };
}

/** Parses the body of a search, as {@link readListRequest} does. */
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

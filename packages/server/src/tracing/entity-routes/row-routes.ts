import { z } from 'zod';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { CREATED, json, NDJSON, pageOfRows, type Rows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { refusal } from '../../platform/validation/accept.ts';
import type { Batch } from '../../platform/validation/batch.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { updateBatch, updateBatchOf } from '../ingest/update-batch.ts';
import type { Outcome } from '../ingest/write-group.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { ListQuery } from '../query/list-conditions.ts';
import {
  ListRequest,
  readListRequest,
  readSearchRequest,
  readStatsRequest,
  SearchRequest,
  StatsRequest,
  type ListedPage,
  type Search,
} from '../query/list-request.ts';
import { OneRequest, type ReadOptions } from '../rows/read-options.ts';
import { StatsAnswer } from '../statistics/stats-answer.ts';

/** Operations on traces or spans behind the routes. */
export interface RowOperations<Write extends object, Update extends object, More extends z.ZodObject> {
  noun: 'trace' | 'span';
  /** Fields that a list may exclude. */
  excludable: readonly string[];
  batch: Batch<Write>;
  /** Schema of one row to create. The batch accepts it. */
  write: z.ZodType<Write>;
  update: z.ZodType<Update>;
  /** Parameters that narrow a list in addition to those of every list. */
  narrowing: More;
  answer: z.ZodType;
  writeBatch(principal: Principal, body: unknown): Promise<void>;
  /** Stores one row that must not exist yet. */
  create(principal: Principal, row: Write & { id: string }): Promise<Outcome[]>;
  change(principal: Principal, id: string, update: Update): Promise<void>;
  /** {@link change} for one row of a batch of updates. */
  changeInBatch(principal: Principal, id: string, update: Update): Promise<void>;
  page(principal: Principal, query: ListedPage & z.output<More>, signal: AbortSignal): Promise<object>;
  stats(principal: Principal, query: ListQuery & z.output<More>, signal: AbortSignal): Promise<object>;
  search(principal: Principal, query: Search & z.output<More>, signal: AbortSignal): AsyncIterable<object>;
  get(principal: Principal, id: string, options: ReadOptions): Promise<object | undefined>;
}

/** Returns the routes that traces and spans share: write, create, change, list, statistics, search, read. */
export function rowRoutes<
  Write extends object,
  Update extends { tags?: string[] | null | undefined },
  More extends z.ZodObject,
>(
  { accounting, projects }: { accounting: Accounting; projects: Projects },
  rows: RowOperations<Write, Update, More>,
): Route[] {
  const { noun, narrowing: schema } = rows;
  const stream = `${noun}s` as const;
  const [Noun, listed] = [`${noun[0]?.toUpperCase()}${noun.slice(1)}`, { entity: stream, excludable: rows.excludable }];
  const path = `/api/v1/private/${stream}`;
  const narrowing = (given: object): z.output<More> =>
    Object.fromEntries(Object.entries(given).filter(([name]) => name in schema.shape)) as z.output<More>;

  return [
    route(
      {
        name: `create${Noun}s`,
        method: 'POST',
        path: `${path}/batch`,
        summary: `Write ${noun}s, 1 to 1,000; a repeated write changes nothing`,
        action: 'traces:write',
        body: rows.batch,
      },
      ({ principal, body }) => rows.writeBatch(principal, body),
    ),
    route(
      {
        name: `create${Noun}`,
        method: 'POST',
        path,
        summary: `Create one ${noun}; 409 if it exists`,
        action: 'traces:write',
        body: { documented: rows.write },
        answer: CREATED,
      },
      async ({ principal, body }) => {
        const { items, faults } = rows.batch.accept({ [stream]: [body] });
        accounting.invalid(stream, faults);
        const refused = refusal(faults, 0);
        if (refused) throw refused;
        const row = items[0]?.value as Write & { id: string };
        const [outcome] = await rows.create(principal, row);
        if (outcome && !outcome.committed) throw outcome.error;
        return row.id;
      },
    ),
    route(
      {
        name: `update${Noun}s`,
        method: 'PATCH',
        path: `${path}/batch`,
        summary: `Apply one change to several ${noun}s`,
        action: 'traces:write',
        body: updateBatchOf(rows.update),
      },
      ({ principal, body }) =>
        updateBatch<Update>(body as never, (id, update) => rows.changeInBatch(principal, id, update)),
    ),
    route(
      {
        name: `list${Noun}s`,
        method: 'GET',
        path,
        summary: `A page of ${noun}s`,
        action: 'traces:read',
        query: ListRequest.extend(schema.shape),
        answer: json(pageOfRows(rows.answer)),
      },
      async (context) => {
        const { principal } = context;
        const query = context.query as z.output<typeof ListRequest>;
        const page = await readListRequest(projects, principal, listed, query);
        return rows.page(principal, { ...page, ...narrowing(query) }, context.signal);
      },
    ),
    route(
      {
        name: `get${Noun}Stats`,
        method: 'GET',
        path: `${path}/stats`,
        summary: `Statistics of ${noun}s`,
        action: 'traces:read',
        query: StatsRequest.extend(schema.shape),
        answer: json(StatsAnswer),
      },
      async (context) => {
        const { principal } = context;
        const query = context.query as z.output<typeof StatsRequest>;
        const list = await readStatsRequest(projects, principal, stream, query);
        return rows.stats(principal, { ...list, ...narrowing(query) }, context.signal);
      },
    ),
    route(
      {
        name: `search${Noun}s`,
        method: 'POST',
        path: `${path}/search`,
        summary: `Stream ${noun}s`,
        action: 'traces:read',
        body: SearchRequest.extend(schema.shape),
        answer: NDJSON,
      },
      async (context): Promise<Rows> => {
        const { principal } = context;
        const body = context.body as z.output<typeof SearchRequest>;
        const search = await readSearchRequest(projects, principal, listed, body);
        return (signal) => rows.search(principal, { ...search, ...narrowing(body) }, signal);
      },
    ),
    route(
      {
        name: `get${Noun}`,
        method: 'GET',
        path: `${path}/:id`,
        summary: `Read a ${noun}`,
        action: 'traces:read',
        query: OneRequest,
        answer: json(rows.answer),
      },
      async ({ principal, params, query }) => {
        const id = pathId(params['id']);
        const row = await rows.get(principal, id, { ...query, exclude: new Set() });
        if (!row) throw new VitrineError('not_found', `there is no ${noun} ${id}`);
        return row;
      },
    ),
    route(
      {
        name: `update${Noun}`,
        method: 'PATCH',
        path: `${path}/:id`,
        summary: `Change a ${noun}; creates one that does not exist`,
        action: 'traces:write',
        body: rows.update,
        counts: stream,
      },
      ({ principal, params, body }) => rows.change(principal, pathId(params['id']), body),
    ),
  ];
}

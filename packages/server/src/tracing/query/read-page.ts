import type { Principal } from '../../platform/auth/principal.ts';
import type { Page } from '../../platform/validation/page.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import { strictRow } from '../rows/strict-row.ts';
import { pageOfKeys, streamOfKeys, type Keys } from './list-keys.ts';
import type { ListedPage, Search } from './list-request.ts';
import { pageRows } from './page-rows.ts';
import { rowGroups } from './row-groups.ts';
import { sortableBy } from './compile-sorting.ts';

/**
 * Reads whole rows in the order of their keys.
 *
 * @param limit SQL at the end of the statement, such as a limit on the bytes that the statement may read
 */
export type RowReader<Table extends keyof Keys, Row> = (
  keys: readonly Keys[Table][],
  options: { limit?: string; signal?: AbortSignal | undefined },
) => Promise<Row[]>;

/** Reads a page of traces or spans: first the keys, then the rows of those keys while the list is counted. */
export async function readPage<Table extends keyof Keys, Row>(
  parts: { database: Database; listSpans: ListSpanCache },
  principal: Principal,
  table: Table,
  query: ListedPage,
  readRows: RowReader<Table, Row>,
  signal?: AbortSignal,
): Promise<Page<Row>> {
  const { keys, total: counting } = await pageOfKeys(parts, principal, table, query, signal);
  const scope = { workspace: principal.workspace, scope: principal.scope, project: query.projectId };
  const [content, total] = await Promise.all([
    pageRows(parts.database, table, scope, keys, (some, limit) => readRows(some, { limit, signal }), signal),
    counting,
  ]);
  return { page: query.page, size: content.length, total, content, sortableBy: sortableBy(table) };
}

/** Streams traces or spans by id descending, in the form that the clients' stream readers accept. */
export async function* streamRows<Table extends keyof Keys, Row extends object>(
  database: Database,
  principal: Principal,
  table: Table,
  query: Search,
  readRows: RowReader<Table, Row>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  const scope = { workspace: principal.workspace, scope: principal.scope, project: query.projectId };
  for await (const keys of streamOfKeys(database, principal, table, query, signal)) {
    for await (const group of rowGroups(database, table, scope, keys, signal)) {
      for (const row of await readRows(group, { signal })) yield strictRow(row);
    }
  }
}

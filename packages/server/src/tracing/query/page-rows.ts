import type { Reading } from '../../storage/database/workspace-database.ts';
import type { Database } from '../../storage/database/database.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Keys } from './list-keys.ts';
import { isTooLarge, READ_LIMIT } from '../../storage/database/read-limit.ts';
import { rowGroups } from './row-groups.ts';

const MIB = 2 ** 20;
/** Maximum number of characters of a page of several rows. */
const LONGEST_PAGE = 128 * MIB;

/**
 * Reads the rows of a page at once. If the rows exceed the read limit, they are read a few at a time, and shortened
 * before the next ones are read.
 *
 * @param make reads the rows with the given keys and converts them for the response; `limit` is SQL for the end of the
 * statement
 * @throws {VitrineError} `too_large` if several rows together exceed the size of a page
 */
export async function pageRows<Table extends keyof Keys, Row>(
  database: Database,
  table: Table,
  scope: Reading & { project: string },
  keys: readonly Keys[Table][],
  make: (some: readonly Keys[Table][], limit: string) => Promise<Row[]>,
  signal?: AbortSignal,
): Promise<Row[]> {
  try {
    return await make(keys, READ_LIMIT);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  const rows: Row[] = [];
  let length = 0;
  for await (const group of rowGroups(database, table, scope, keys, signal)) {
    for (const row of await make(group, '')) {
      rows.push(row);
      length += JSON.stringify(row).length;
    }
    if (keys.length > 1 && length > LONGEST_PAGE) {
      throw new VitrineError(
        'too_large',
        `the page is too large: ${rows.length} of its ${keys.length} rows have ${Math.round(length / MIB)} MiB already, ` +
          `and a page has at most ${LONGEST_PAGE / MIB} MiB; ask for a smaller size or with truncate=true, or stream the rows with POST search`,
      );
    }
  }
  return rows;
}

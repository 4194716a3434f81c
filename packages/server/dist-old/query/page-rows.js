import { ApiError } from '../http/api-error.js';
import { isTooLarge, READ_LIMIT } from '../clickhouse/read-limit.js';
import { rowGroups } from './row-groups.js';
const MIB = 2 ** 20;
/** A page of several rows has at most so many characters. */
const LONGEST_PAGE = 128 * MIB;
/**
 * The rows of a page. They are read at once; where they are too large for that, a few at a time, and each few are
 * shortened before the next are read.
 *
 * @param make reads the rows of some keys and makes of them what is answered; `limit` goes to the end of the statement
 * @throws {ApiError} 413 where several rows are larger together than a page can be
 */
export async function pageRows(database, table, scope, keys, make, signal) {
    try {
        return await make(keys, READ_LIMIT);
    }
    catch (error) {
        if (!isTooLarge(error))
            throw error;
    }
    const rows = [];
    let length = 0;
    for await (const group of rowGroups(database, table, scope, keys, signal)) {
        for (const row of await make(group, '')) {
            rows.push(row);
            length += JSON.stringify(row).length;
        }
        if (keys.length > 1 && length > LONGEST_PAGE) {
            throw new ApiError(413, `the page is too large: ${rows.length} of its ${keys.length} rows have ${Math.round(length / MIB)} MiB already, ` +
                `and a page has at most ${LONGEST_PAGE / MIB} MiB; ask for a smaller size or with truncate=true, or stream the rows with POST search`);
        }
    }
    return rows;
}
//# sourceMappingURL=page-rows.js.map
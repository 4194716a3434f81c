import { z } from 'zod';
import { ApiError, parse } from '../http/api-error.js';
import { QueryBoolean } from '../http/pages.js';
const OneRequest = z.object({
    truncate: QueryBoolean.default(false),
    strip_attachments: QueryBoolean.default(false),
});
/** Reads the query of `GET traces/{id}` and `GET spans/{id}`. */
export function readOneRequest(query) {
    return { ...parse(OneRequest, query, 'the query'), exclude: new Set() };
}
/** What every client needs of a row. */
const NEEDED = ['id', 'start_time'];
/**
 * The fields that a request leaves out: a list in a body; in a query a JSON array as text, or the name repeated.
 * `start_time` may be named and stays: the clients drop rows without it.
 *
 * @param accepted the fields that may be named
 * @throws {ApiError} 400 where another is named
 */
export function parseExclude(given, accepted) {
    if (given === undefined || given === null || given === '')
        return new Set();
    const names = Array.isArray(given) ? given : listOf(given);
    const wrong = names.find((name) => !accepted.includes(name));
    if (wrong === undefined)
        return new Set(names.filter((name) => !NEEDED.includes(name)));
    const message = `cannot exclude ${JSON.stringify(wrong)?.slice(0, 60)}; fields that can be are ${accepted.join(', ')}`;
    throw new ApiError(400, message, { errors: [{ path: 'exclude', message }] });
}
function listOf(given) {
    if (typeof given !== 'string')
        return [given];
    try {
        const parsed = JSON.parse(given);
        return Array.isArray(parsed) ? parsed : [parsed];
    }
    catch {
        return given.split(',').map((name) => name.trim());
    }
}
//# sourceMappingURL=read-options.js.map
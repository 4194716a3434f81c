import type { Shortening } from '../http/shortened.ts';
/** What of a row is shown. */
export interface ReadOptions extends Shortening {
    /** Fields that are left out, and not read. */
    exclude: ReadonlySet<string>;
}
/** Reads the query of `GET traces/{id}` and `GET spans/{id}`. */
export declare function readOneRequest(query: unknown): ReadOptions;
/**
 * The fields that a request leaves out: a list in a body; in a query a JSON array as text, or the name repeated.
 * `start_time` may be named and stays: the clients drop rows without it.
 *
 * @param accepted the fields that may be named
 * @throws {ApiError} 400 where another is named
 */
export declare function parseExclude(given: unknown, accepted: readonly string[]): ReadonlySet<string>;
//# sourceMappingURL=read-options.d.ts.map
import type { Response } from 'express';
import type { Logger } from 'pino';
/**
 * Answers with rows, one JSON object a line, as fast as the client takes them and no faster: rows are asked for when the
 * ones before are gone. What fails before the first row is answered as an error; what fails later breaks the connection,
 * so that no client takes a part for the whole.
 *
 * @param rows makes the rows; the signal says that the client has left
 * @example
 * await sendNdjson(response, log, (signal) => traces.search(principal, query, signal));
 */
export declare function sendNdjson(response: Response, log: Logger, rows: (signal: AbortSignal) => AsyncIterable<object>): Promise<void>;
//# sourceMappingURL=ndjson.d.ts.map
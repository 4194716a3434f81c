import type { Response } from 'express';
/**
 * Answers with what is read. Where the client leaves first, nobody is answered, and reads that take the signal end.
 *
 * @example
 * await sendJson(response, (signal) => traces.page(principal, query, signal));
 */
export declare function sendJson(response: Response, read: (signal: AbortSignal) => Promise<object>): Promise<void>;
//# sourceMappingURL=send-json.d.ts.map
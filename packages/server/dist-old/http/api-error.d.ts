import type { ErrorBody } from '@vitrine/core/model';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
/** One fault of a request: which item of a batch, which field, what is accepted. */
export type Fault = NonNullable<ErrorBody['errors']>[number];
/** An answer that is an error: what was wrong, where, and what is accepted. */
export declare class ApiError extends Error {
    readonly name = "ApiError";
    readonly status: number;
    readonly errors: Fault[];
    readonly stored: number | undefined;
    constructor(status: number, message: string, details?: {
        errors?: Fault[];
        stored?: number;
    });
    get body(): ErrorBody;
}
/** The faults of a value that a schema refused. */
export declare function faultsOf(error: z.ZodError, index?: number): Fault[];
/**
 * Parses what came with a request.
 *
 * @param what what it is, for the message: `the body`, `the query`
 * @throws {ApiError} 422 with the path of each field that was refused
 */
export declare function parse<T>(schema: z.ZodType<T>, value: unknown, what?: string): T;
/** The first fault as words. */
export declare function describe([first]: readonly Fault[]): string;
/** Answers every error of our paths in one form (protobuf for whom speaks that). What is our own fault is logged, and says nothing of the inside. */
export declare function answerErrors(log: Logger): ErrorRequestHandler;
//# sourceMappingURL=api-error.d.ts.map
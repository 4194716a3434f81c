import { z } from 'zod';
import { StorageUnavailable } from '../clickhouse/health.js';
import { protobufStatus } from './protobuf-status.js';
/** An answer that is an error: what was wrong, where, and what is accepted. */
export class ApiError extends Error {
    name = 'ApiError';
    status;
    errors;
    stored;
    constructor(status, message, details = {}) {
        super(message);
        this.status = status;
        this.errors = details.errors ?? [];
        this.stored = details.stored;
    }
    get body() {
        return {
            code: this.status,
            message: this.message,
            ...(this.errors.length > 0 && { errors: this.errors }),
            ...(this.stored !== undefined && { stored: this.stored }),
        };
    }
}
/** The faults of a value that a schema refused. */
export function faultsOf(error, index) {
    return error.issues.map((issue) => ({
        ...(index !== undefined && { index }),
        path: issue.path.map(String).join('.'),
        message: issue.message,
    }));
}
/**
 * Parses what came with a request.
 *
 * @param what what it is, for the message: `the body`, `the query`
 * @throws {ApiError} 422 with the path of each field that was refused
 */
export function parse(schema, value, what = 'the body') {
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const errors = faultsOf(result.error);
    throw new ApiError(422, `${what} is not accepted: ${describe(errors)}`, { errors });
}
/** The first fault as words. */
export function describe([first]) {
    if (!first)
        return 'it is not valid';
    return first.path === '' ? first.message : `${first.path}: ${first.message}`;
}
const BODY_FAULTS = {
    'entity.too.large': 'the body is larger than the 50 MB that are accepted',
    'entity.parse.failed': 'the body is not valid JSON',
    'encoding.unsupported': 'the body has a Content-Encoding that is not accepted; use gzip, deflate, br or none',
    'charset.unsupported': 'the body has a charset that is not accepted; use UTF-8',
    'request.aborted': 'the body ended before it was complete',
    'request.size.invalid': 'the body is not as long as Content-Length says',
};
function asApiError(error) {
    if (error instanceof ApiError)
        return error;
    if (error instanceof StorageUnavailable)
        return new ApiError(503, `the storage is not available: ${error.message}`);
    // What body-parser and the router throw bear a status and a type.
    const { status, type, message } = error;
    if (typeof status === 'number' && status >= 400 && status < 500) {
        const said = (type && BODY_FAULTS[type]) ?? 'the request cannot be read';
        return new ApiError(status, type === 'entity.parse.failed' ? `${said}: ${message}` : said);
    }
    return undefined;
}
/** Answers every error of our paths in one form (protobuf for whom speaks that). What is our own fault is logged, and says nothing of the inside. */
export function answerErrors(log) {
    return (error, request, response, next) => {
        if (response.headersSent) {
            next(error);
            return;
        }
        let answer = asApiError(error);
        if (!answer) {
            log.error({ err: error, path: request.path }, 'vitrine: a request failed');
            answer = new ApiError(500, 'the server failed to answer; its log has the reason');
        }
        if (answer.status === 503 || answer.status === 429)
            response.setHeader('Retry-After', '1');
        response.status(answer.status);
        if (!request.is('application/x-protobuf'))
            response.json(answer.body);
        else
            response.type('application/x-protobuf').send(Buffer.from(protobufStatus(answer.message)));
    };
}
//# sourceMappingURL=api-error.js.map
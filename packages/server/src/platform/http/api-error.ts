import type { ErrorBody } from '@vitrine/core/model';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { StorageUnavailable } from '../../storage/health/health.ts';
import { protobufStatus } from './protobuf-status.ts';

/** One fault of a request: which item of a batch, which field, what is accepted. */
export type Fault = NonNullable<ErrorBody['errors']>[number];

/** An answer that is an error: what was wrong, where, and what is accepted. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly errors: Fault[];
  readonly stored: number | undefined;

  constructor(status: number, message: string, details: { errors?: Fault[]; stored?: number } = {}) {
    super(message);
    this.status = status;
    this.errors = details.errors ?? [];
    this.stored = details.stored;
  }

  get body(): ErrorBody {
    return {
      code: this.status,
      message: this.message,
      ...(this.errors.length > 0 && { errors: this.errors }),
      ...(this.stored !== undefined && { stored: this.stored }),
    };
  }
}

/** The faults of a value that a schema refused. */
export function faultsOf(error: z.ZodError, index?: number): Fault[] {
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
export function parse<T>(schema: z.ZodType<T>, value: unknown, what = 'the body'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = faultsOf(result.error);
  throw new ApiError(422, `${what} is not accepted: ${describe(errors)}`, { errors });
}

/** The first fault as words. */
export function describe([first]: readonly Fault[]): string {
  if (!first) return 'it is not valid';
  return first.path === '' ? first.message : `${first.path}: ${first.message}`;
}

const BODY_FAULTS: Record<string, string> = {
  'entity.too.large': 'the body is larger than the 50 MB that are accepted',
  'entity.parse.failed': 'the body is not valid JSON',
  'encoding.unsupported': 'the body has a Content-Encoding that is not accepted; use gzip, deflate, br or none',
  'charset.unsupported': 'the body has a charset that is not accepted; use UTF-8',
  'request.aborted': 'the body ended before it was complete',
  'request.size.invalid': 'the body is not as long as Content-Length says',
};

function asApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof StorageUnavailable) return new ApiError(503, `the storage is not available: ${error.message}`);
  // What body-parser and the router throw bear a status and a type.
  const { status, type, message } = error as { status?: number; type?: string; message?: string };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const said = (type && BODY_FAULTS[type]) ?? 'the request cannot be read';
    return new ApiError(status, type === 'entity.parse.failed' ? `${said}: ${message}` : said);
  }
  return undefined;
}

/** Answers every error of our paths in one form (protobuf for whom speaks that). What is our own fault is logged, and says nothing of the inside. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    let answer = asApiError(error);
    if (!answer) {
      log.error({ err: error as unknown, path: request.path }, 'vitrine: a request failed');
      answer = new ApiError(500, 'the server failed to answer; its log has the reason');
    }
    if (answer.status === 503 || answer.status === 429) response.setHeader('Retry-After', '1');
    response.status(answer.status);
    if (!request.is('application/x-protobuf')) response.json(answer.body);
    else response.type('application/x-protobuf').send(Buffer.from(protobufStatus(answer.message)));
  };
}

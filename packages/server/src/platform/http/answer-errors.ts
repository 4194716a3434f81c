import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { StorageUnavailable } from '../../storage/health/health.ts';
import { VitrineError, type ErrorCode } from '../errors/vitrine-error.ts';
import { errorBody } from './error-body.ts';
import { protobufStatus } from './protobuf-status.ts';
import { STATUS_OF } from './status-of.ts';

function asVitrineError(error: unknown): VitrineError | undefined {
  if (error instanceof VitrineError) return error;
  // The router throws errors with a status.
  const { status } = error as { status?: number };
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return new VitrineError(codeOf(status), 'the request cannot be read');
}

function codeOf(status: number): ErrorCode {
  const codes = Object.keys(STATUS_OF) as ErrorCode[];
  return codes.find((code) => STATUS_OF[code] === status) ?? 'malformed';
}

/**
 * Responds to every error in one format, or in protobuf if the request was protobuf. Errors that the caller did not
 * cause are logged, and their responses disclose nothing about the server.
 */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    if (response.headersSent) {
      // The host has answered in the meantime, for example because of its own time limit.
      if (response.writableEnded || response.destroyed) return;
      // The client must not take a part of an answer for all of it.
      log.error({ path: request.path, err: error as unknown }, 'vitrine: an answer was interrupted');
      response.destroy();
      return;
    }
    const answer = asVitrineError(error) ?? failure(error, request, response);
    if (answer.code === 'unavailable' || answer.code === 'overloaded') response.setHeader('Retry-After', '1');
    response.status(STATUS_OF[answer.code]);
    if (!request.is('application/x-protobuf')) response.json(errorBody(answer));
    else response.type('application/x-protobuf').send(Buffer.from(protobufStatus(answer.message)));
  };

  /** Logs an error of the server under an id, by which its response is found in the log. */
  function failure(error: unknown, request: Request, response: Response): VitrineError {
    const requestId = randomUUID();
    response.setHeader('X-Request-Id', requestId);
    const found = `the server's log has the reason under the request id ${requestId}`;
    const { path } = request;
    if (error instanceof StorageUnavailable) {
      log.warn({ requestId, path, reason: error.message }, 'vitrine: the storage is not available');
      return new VitrineError('unavailable', `the storage is not available; ${found}`);
    }
    log.error({ requestId, path, err: error }, 'vitrine: a request failed');
    return new VitrineError('internal', `the server failed to answer; ${found}`);
  }
}

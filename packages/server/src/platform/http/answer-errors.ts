import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { StorageUnavailable } from '../../storage/health/health.ts';
import { VitrineError, type ErrorCode } from '../errors/vitrine-error.ts';
import { errorBody } from './error-body.ts';
import { protobufStatus } from './protobuf-status.ts';
import { STATUS_OF } from './status-of.ts';

const BODY_FAULTS: Record<string, string> = {
  'entity.too.large': 'the body exceeds the maximum of 50 MB',
  'entity.parse.failed': 'the body is not valid JSON',
  'encoding.unsupported': 'the body has a Content-Encoding that is not accepted; use gzip, deflate, br or none',
  'charset.unsupported': 'the body has a charset that is not accepted; use UTF-8',
  'request.aborted': 'the body ended before it was complete',
  'request.size.invalid': 'the length of the body differs from Content-Length',
};

function asVitrineError(error: unknown): VitrineError | undefined {
  if (error instanceof VitrineError) return error;
  if (error instanceof StorageUnavailable) {
    return new VitrineError('unavailable', `the storage is not available: ${error.message}`);
  }
  // body-parser and the router throw errors with a status and a type.
  const { status, type, message } = error as { status?: number; type?: string; message?: string };
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  const sentence = (type && BODY_FAULTS[type]) ?? 'the request cannot be read';
  return new VitrineError(codeOf(status), type === 'entity.parse.failed' ? `${sentence}: ${message}` : sentence);
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
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    let answer = asVitrineError(error);
    if (!answer) {
      log.error({ err: error as unknown, path: request.path }, 'vitrine: a request failed');
      answer = new VitrineError('internal', 'the server failed to answer; its log has the reason');
    }
    if (answer.code === 'unavailable' || answer.code === 'overloaded') response.setHeader('Retry-After', '1');
    response.status(STATUS_OF[answer.code]);
    if (!request.is('application/x-protobuf')) response.json(errorBody(answer));
    else response.type('application/x-protobuf').send(Buffer.from(protobufStatus(answer.message)));
  };
}

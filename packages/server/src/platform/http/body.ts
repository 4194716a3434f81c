import { parseExactJson } from '@vitrine/core/model';
import express, { type Request, type RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';

/** Maximum size of a body, before and after decompression. */
const LIMIT = '50mb';

const readRaw = express.raw({ limit: LIMIT, type: () => true });

function isJson(request: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Reads a JSON body into `request.body`. The body may contain the literals that Python writes; see {@link
 * parseExactJson}. A body that the host has already parsed is used as it is. A body that the host has read as text or
 * bytes is parsed here.
 *
 * @throws {VitrineError} `unsupported_media_type` if the content type is not JSON
 */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (!hasBody(request)) return next();
  if (!isJson(request)) {
    const type = request.headers['content-type'];
    throw new VitrineError(
      'unsupported_media_type',
      `the content type ${type ? `"${type}"` : '(none)'} is not accepted; use application/json`,
    );
  }
  const read = alreadyRead(request);
  if (read === undefined) {
    // The body is decoded as a whole because a streaming decoder would copy every piece.
    readRaw(request, response, (error?: unknown) => {
      if (error) return next(error);
      try {
        request.body = parseText(decoded(request));
        parsedHere.add(request);
      } catch (refusal) {
        return next(refusal);
      }
      next();
    });
    return;
  }
  request.body = typeof read === 'string' || Buffer.isBuffer(read) ? parseText(read.toString()) : read;
  next();
};

/** Requests whose body was parsed here, so that no other code uses the body. */
const parsedHere = new WeakSet<Request>();

/**
 * Returns the parsed body and removes it from the request, which lives until it is answered, so that the memory of a
 * large batch can be freed earlier. A body that the host has parsed stays in the request.
 */
export function takeBody(request: Request): unknown {
  const body: unknown = request.body;
  if (parsedHere.delete(request)) request.body = undefined;
  return body;
}

/** Reads a body as bytes into `request.body`. A body that the host has parsed is left unchanged. */
export const rawBody: RequestHandler = (request, response, next) => {
  if (!hasBody(request) || alreadyRead(request) !== undefined) return next();
  readRaw(request, response, next);
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Returns the result of the host's own body parser, if it ran. */
function alreadyRead(request: Request): unknown {
  return request.readableEnded ? (request.body as unknown) : undefined;
}

/** Decodes a body that was read as bytes. */
function decoded({ body, headers }: Request): string {
  if (!Buffer.isBuffer(body)) return '';
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w-]+)/i.exec(headers['content-type'] ?? '') ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    throw new VitrineError('unsupported_media_type', `the charset "${charset}" is not known; use utf-8`);
  }
}

function parseText(text: string): unknown {
  if (text === '') return {};
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new VitrineError('malformed', `the body is not valid JSON: ${(error as Error).message}`);
  }
}

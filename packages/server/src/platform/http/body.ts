import express, { type Request, type RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import { parseJson } from './parse-json.ts';

/** The largest body that is accepted, before it is unpacked and after. */
const LIMIT = '50mb';

const readRaw = express.raw({ limit: LIMIT, type: () => true });

function isJson(request: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Reads a JSON body into `request.body`; it may have the literals that Python writes (`parseJson`). Where the host has
 * parsed it already, that is used; where the host has only read it (as text or bytes), it is parsed here.
 *
 * @throws {VitrineError} `unsupported_media_type` if the content type is another
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
    // Decoded whole: a decoder for a stream would copy every piece.
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

/** The requests whose body was parsed here: nobody else has it, or will want it. */
const parsedHere = new WeakSet<Request>();

/**
 * The parsed body, for a handler that lets go of it when it has what it needs: a request lives until it is answered, and
 * batches are large. A body that the host has parsed stays where the host put it.
 */
export function takeBody(request: Request): unknown {
  const body: unknown = request.body;
  if (parsedHere.delete(request)) request.body = undefined;
  return body;
}

/** Reads a body as bytes into `request.body`; one that the host has parsed is left as it is. */
export const rawBody: RequestHandler = (request, response, next) => {
  if (!hasBody(request) || alreadyRead(request) !== undefined) return next();
  readRaw(request, response, next);
};

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** What the host's own body parser left, if it ran. */
function alreadyRead(request: Request): unknown {
  return request.readableEnded ? (request.body as unknown) : undefined;
}

/** The text of a body that was read as bytes. */
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
    return parseJson(text);
  } catch (error) {
    throw new VitrineError('malformed', `the body is not valid JSON: ${(error as Error).message}`);
  }
}

import { parseExactJson, parseLiterals } from '@vitrine/core/model';
import type { Request, RequestHandler } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import { JsonScan } from './json-scan.ts';
import { parseInPieces } from './parse-in-pieces.ts';
import { readBody } from './read-body.ts';

/** Size of a text, and number of objects and lists in it, up to which it is parsed at once. */
const AT_ONCE_BYTES = 4 * 2 ** 20;
const AT_ONCE_CONTAINERS = 50_000;

/** Limits of a body. */
interface BodyLimits {
  /** Maximum size before and after decompression, in bytes. */
  maxBytes: number;
  /** Maximum number of objects and lists, if it is lower than usual. */
  maxContainers?: number | undefined;
}

function isJson(request: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
}

/**
 * Returns middleware that reads a JSON body into `request.body`. The body may contain the literals that Python writes;
 * see {@link parseExactJson}. A body that the host has already parsed is used as it is. A body that the host has read as text
 * or bytes is parsed here.
 *
 * @throws {VitrineError} `unsupported_media_type` if the content type is not JSON; `too_large`; `malformed`
 */
export function jsonBody({ maxBytes, maxContainers }: BodyLimits): RequestHandler {
  return async (request, _response, next) => {
    if (!hasBody(request)) return next();
    if (!isJson(request)) {
      const type = request.headers['content-type'];
      throw new VitrineError(
        'unsupported_media_type',
        `the content type ${type ? `"${type}"` : '(none)'} is not accepted; use application/json`,
      );
    }
    await readJson(request, { maxBytes, maxContainers });
    next();
  };
}

async function readJson(request: Request, { maxBytes, maxContainers }: BodyLimits): Promise<void> {
  const read = alreadyRead(request);
  if (read === undefined) {
    const scan = new JsonScan(maxContainers);
    const bytes = await readBody(request, { maxBytes, inspect: (piece) => scan.add(piece) });
    request.body = await parseBytes(bytes, scan, charsetOf(request));
    parsedHere.add(request);
  } else if (typeof read === 'string' || Buffer.isBuffer(read)) {
    const bytes = Buffer.from(read as string);
    const scan = new JsonScan(maxContainers);
    scan.add(bytes);
    request.body = await parseBytes(bytes, scan, 'utf-8');
  } else request.body = read;
}

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

/**
 * Returns middleware that reads an export into `request.body`: JSON as a value, anything else as bytes. A body that the
 * host has parsed is left unchanged.
 */
export function exportBody({ maxBytes }: BodyLimits): RequestHandler {
  return async (request, _response, next) => {
    if (hasBody(request)) {
      if (isJson(request)) await readJson(request, { maxBytes });
      else if (alreadyRead(request) === undefined) request.body = await readBody(request, { maxBytes });
    }
    next();
  };
}

const largeBodies = new WeakSet<object>();

/** Whether a parsed body is so large that it is handled in parts, between which others run. */
export function isLargeBody(body: unknown): boolean {
  return typeof body === 'object' && body !== null && largeBodies.has(body);
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Returns the result of the host's own body parser, if it ran. */
function alreadyRead(request: Request): unknown {
  return request.readableEnded ? (request.body as unknown) : undefined;
}

function charsetOf({ headers }: Request): string {
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w-]+)/i.exec(headers['content-type'] ?? '') ?? [];
  return charset.toLowerCase();
}

/** Returns bytes in a charset as UTF-8 without a byte order mark. */
function utf8Of(bytes: Buffer, charset: string): Buffer {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (charset === 'utf-8' || charset === 'utf8') return hasMark ? bytes.subarray(3) : bytes;
  try {
    return Buffer.from(new TextDecoder(charset).decode(bytes));
  } catch {
    throw new VitrineError('unsupported_media_type', `the charset "${charset}" is not known; use utf-8`);
  }
}

async function parseBytes(given: Buffer, { containers, hasLargeNumbers }: JsonScan, charset: string): Promise<unknown> {
  const bytes = utf8Of(given, charset);
  if (bytes.length === 0) return {};
  const parse = hasLargeNumbers ? parseExactJson : parseLiterals;
  try {
    const isSmall = bytes.length <= AT_ONCE_BYTES && containers <= AT_ONCE_CONTAINERS;
    if (isSmall) return parse(bytes.toString());
    const value = await parseInPieces(bytes, parse);
    if (typeof value === 'object' && value !== null) largeBodies.add(value);
    return value;
  } catch (error) {
    throw new VitrineError('malformed', `the body is not valid JSON: ${(error as Error).message}`);
  }
}

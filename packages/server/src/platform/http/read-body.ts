import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { VitrineError } from '../errors/vitrine-error.ts';

/** Maximum ratio between the sizes of a body after and before decompression. */
const MAX_RATIO = 200;
/** Size after decompression up to which every ratio is accepted, in bytes. */
const ANY_RATIO = 8 * 2 ** 20;

const DECOMPRESSORS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

interface ReadOptions {
  /** Maximum size before and after decompression, in bytes. */
  maxBytes: number;
  /** Is called with each piece after decompression. An error that it throws ends the reading. */
  inspect?: ((piece: Buffer) => void) | undefined;
}

/**
 * Reads the body of a request in pieces, so that it can be refused before it is complete. The rest of a refused body is
 * read and dropped, because most clients read the response only when they have sent the whole request.
 *
 * @throws {VitrineError} `too_large`, `unsupported_media_type` for an unknown encoding, or `malformed`
 */
export async function readBody(request: IncomingMessage, { maxBytes, inspect }: ReadOptions): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const decompressor = Object.hasOwn(DECOMPRESSORS, encoding) ? DECOMPRESSORS[encoding] : undefined;
  if (!decompressor && encoding !== 'identity') {
    await dropped(request);
    throw new VitrineError(
      'unsupported_media_type',
      'the body has a Content-Encoding that is not accepted; use gzip, deflate, br or none',
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    await dropped(request);
    throw tooLarge(maxBytes);
  }
  const stream: Readable = decompressor ? request.pipe(decompressor()) : request;
  try {
    return await piecesOf(request, stream, { maxBytes, inspect });
  } catch (error) {
    if (stream !== request) {
      request.unpipe();
      stream.destroy();
    }
    await dropped(request);
    throw error;
  }
}

function piecesOf(request: IncomingMessage, stream: Readable, { maxBytes, inspect }: ReadOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let [received, size] = [0, 0];
    const onReceived = (piece: Buffer): void => {
      received += piece.length;
    };
    const onPiece = (piece: Buffer): void => {
      size += piece.length;
      try {
        if (size > maxBytes) throw tooLarge(maxBytes);
        if (stream !== request && size > ANY_RATIO && size > MAX_RATIO * received) {
          throw new VitrineError(
            'too_large',
            `the body is more than ${MAX_RATIO} times larger after decompression; the maximum is ${sizeText(maxBytes)}`,
          );
        }
        inspect?.(piece);
      } catch (error) {
        fail(error);
        return;
      }
      pieces.push(piece);
    };
    const onEnd = (): void => {
      stopListening();
      resolve(Buffer.concat(pieces, size));
    };
    const onClose = (): void => {
      if (!request.complete) fail(new VitrineError('malformed', 'the body ended before it was complete'));
    };
    const onFault = (): void => {
      const isAborted = !request.complete;
      fail(
        new VitrineError(
          'malformed',
          isAborted
            ? 'the body ended before it was complete'
            : 'the body cannot be read: it is not compressed as its Content-Encoding says',
        ),
      );
    };
    const stopListening = (): void => {
      request.off('data', onReceived).off('close', onClose).off('error', onFault);
      stream.off('data', onPiece).off('end', onEnd).off('error', onFault);
    };
    const fail = (error: unknown): void => {
      stopListening();
      // A stream that is destroyed may still report an error.
      stream.on('error', () => undefined);
      reject(error);
    };
    if (stream !== request) request.on('data', onReceived);
    request.on('close', onClose).on('error', onFault);
    stream.on('data', onPiece).on('end', onEnd);
    if (stream !== request) stream.on('error', onFault);
  });
}

/** Resolves when the rest of a request has been read and dropped, or its client has disconnected. */
function dropped(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) return resolve();
    const done = (): void => resolve();
    request.once('end', done).once('close', done).once('error', done).resume();
  });
}

function tooLarge(maxBytes: number): VitrineError {
  return new VitrineError('too_large', `the body exceeds the maximum of ${sizeText(maxBytes)}`);
}

function sizeText(bytes: number): string {
  return bytes >= 2 ** 20 ? `${Math.floor(bytes / 2 ** 20)} MB` : `${Math.floor(bytes / 2 ** 10)} KB`;
}

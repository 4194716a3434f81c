import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Attachment, Attachments } from './attachments.ts';
import { isSafeImage } from './file-types.ts';

/**
 * Answers with a file, or the range of it that is asked for. Who uploaded it is not trusted: but for plain images a
 * browser saves it and never opens it as a page of ours.
 */
export async function sendAttachment(
  attachments: Attachments,
  attachment: Attachment,
  request: Request,
  response: Response,
): Promise<void> {
  const { file_name, file_size, mime_type, key } = attachment;
  // A file is never changed under its key.
  response.set('ETag', `"${key.slice(key.lastIndexOf('/') + 1)}"`);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  // Of several ranges, or one that is not understood, the whole is an answer, too.
  const asked = request.range(file_size, { combine: true });
  if (asked === -1) {
    response.status(416).set('Content-Range', `bytes */${file_size}`).end();
    return;
  }
  const range = Array.isArray(asked) && asked.type === 'bytes' && asked.length === 1 ? asked[0] : undefined;
  const hasBody = request.method !== 'HEAD' && file_size > 0;
  const bytes = hasBody
    ? await attachments.read(attachment, range && { start: range.start, end: range.end })
    : undefined;
  // Express would add a charset that nobody knows.
  response.setHeader('Content-Type', mime_type);
  response.set({
    'Content-Length': String(range ? range.end - range.start + 1 : file_size),
    'Content-Disposition': `${isSafeImage(mime_type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file_name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // Compressing it would lose the ranges.
    'Cache-Control': 'private, no-cache, no-transform',
  });
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file_size}`);
  if (!bytes) {
    response.end();
    return;
  }
  // Who leaves in the middle wants no error.
  await pipeline(bytes, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** A file name as RFC 5987 writes it in a header. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

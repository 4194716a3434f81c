import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Attachment, Attachments } from './attachments.ts';
import { isSafeImage } from './file-types.ts';

/**
 * Answers with a file, or the requested range of it. Uploaded files are not trusted: only plain images are shown in
 * place, and browsers save everything else.
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
  // For several ranges, or an unknown unit, the whole file is a valid answer.
  const requested = request.range(file_size, { combine: true });
  if (requested === -1) {
    response.status(416).set('Content-Range', `bytes */${file_size}`).end();
    return;
  }
  const range =
    Array.isArray(requested) && requested.type === 'bytes' && requested.length === 1 ? requested[0] : undefined;
  const hasBody = request.method !== 'HEAD' && file_size > 0;
  const bytes = hasBody
    ? await attachments.read(attachment, range && { start: range.start, end: range.end })
    : undefined;
  // `response.type()` would add a charset.
  response.setHeader('Content-Type', mime_type);
  response.set({
    'Content-Length': String(range ? range.end - range.start + 1 : file_size),
    'Content-Disposition': contentDisposition(file_name.toWellFormed(), {
      type: isSafeImage(mime_type) ? 'inline' : 'attachment',
    }),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // Compressing it would lose the ranges.
    'Cache-Control': 'private, no-store, no-transform',
  });
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${file_size}`);
  if (!bytes) {
    response.end();
    return;
  }
  // A client that disconnects is not an error.
  await pipeline(bytes, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

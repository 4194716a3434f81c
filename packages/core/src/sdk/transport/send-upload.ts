import type { HttpResponse } from '../../platform/http-request.ts';
import type { Upload } from './upload.ts';

/** Makes a request, and rejects if it fails. */
type Request = (
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array,
) => Promise<HttpResponse>;

/** Size of the parts of a large file, in bytes. Buckets accept no smaller ones. */
const PART_BYTES = 8 * 1024 * 1024;
/** Upload id of a server that takes the whole file in one request. */
const WHOLE = 'BEMinIO';

interface Started {
  upload_id: string;
  pre_sign_urls: string[];
}

/** Sends a file by Opik's protocol: the server returns one or more URLs, to which the file or its parts are sent. */
export async function sendUpload(upload: Upload, api: string, request: Request): Promise<void> {
  const { size, fileName, contentType, entityType, entityId, projectName } = upload;
  const about = {
    file_name: fileName,
    mime_type: contentType,
    entity_type: entityType,
    entity_id: entityId,
    ...(projectName !== undefined && { project_name: projectName }),
  };
  const json = { 'content-type': 'application/json' };
  const parts = Math.max(1, Math.ceil(size / PART_BYTES));
  const start = JSON.stringify({ ...about, num_of_file_parts: parts, path: btoa(api) });
  const { text } = await request('POST', `${api}v1/private/attachment/upload-start`, json, start);
  const { upload_id, pre_sign_urls } = JSON.parse(text) as Started;
  const urlOf = (at: number): string => new URL(pre_sign_urls[at] ?? '', api).href;
  if (upload_id === WHOLE) {
    await request('PUT', urlOf(0), { 'content-type': contentType }, await upload.read(0, size));
    return;
  }
  const uploaded = [];
  for (let at = 0; at < parts; at++) {
    const part = await upload.read(at * PART_BYTES, Math.min(size, (at + 1) * PART_BYTES));
    const response = await request('PUT', urlOf(at), {}, part);
    uploaded.push({ e_tag: response.header('etag') ?? '', part_number: at + 1 });
  }
  const end = { ...about, file_size: size, upload_id, uploaded_file_parts: uploaded };
  await request('POST', `${api}v1/private/attachment/upload-complete`, json, JSON.stringify(end));
}

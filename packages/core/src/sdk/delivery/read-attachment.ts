import { readLocalFile } from '#platform';
import type { Attachment } from '../options/attachment.ts';
import type { AttachmentOwner, Upload } from '../transport/upload.ts';

const TYPES: Record<string, string> = {
  avif: 'image/avif',
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  log: 'text/plain',
  md: 'text/markdown',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/vorbis',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  xml: 'application/xml',
  zip: 'application/zip',
};

const OCTETS = 'application/octet-stream';

function typeOf(fileName: string): string {
  return TYPES[fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()] ?? OCTETS;
}

function endingOf(contentType: string): string {
  const ending = Object.keys(TYPES).find((each) => TYPES[each] === contentType);
  return ending === undefined ? 'bin' : ending;
}

const DATA_URL = /^data:([^;,]+)?[^,]*;base64,/;

function decoded(base64: string): Uint8Array {
  const text = atob(base64.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** How many bytes an attachment holds in memory while it waits. */
export function heldBytes({ bytes, base64 }: Attachment): number {
  if (base64 !== undefined) return base64.length;
  if (bytes === undefined) return 0;
  return 'size' in bytes ? bytes.size : bytes.byteLength;
}

/** Bytes as they are now: the caller may write over them. */
export function snapshot(attachment: Attachment): Attachment {
  const { bytes } = attachment;
  if (bytes === undefined || 'size' in bytes) return attachment;
  return { ...attachment, bytes: new Uint8Array(bytes as Uint8Array).slice() };
}

/**
 * Reads an attachment, and finds its name and type.
 *
 * @throws where the file cannot be read, or the base64 is none
 */
export async function readAttachment(attachment: Attachment, owner: AttachmentOwner): Promise<Upload> {
  const { path, bytes: given, base64 = '', contentType, fileName } = attachment;
  const named = (bytes: Uint8Array, name: string, type: string): Upload => ({
    ...owner,
    bytes,
    fileName: name,
    contentType: contentType ?? type,
  });
  if (path !== undefined) {
    const file = await readLocalFile(path);
    const name = fileName ?? file.name;
    return named(file.bytes, name, typeOf(name));
  }
  if (given !== undefined) {
    const bytes =
      given instanceof Blob ? new Uint8Array(await given.arrayBuffer()) : new Uint8Array(given as Uint8Array);
    const type = given instanceof Blob && given.type !== '' ? given.type : undefined;
    const name = fileName ?? `attachment.${endingOf(contentType ?? type ?? OCTETS)}`;
    return named(bytes, name, type ?? typeOf(name));
  }
  const [prefix = '', type] = DATA_URL.exec(base64.slice(0, 200)) ?? [];
  const name = fileName ?? `attachment.${endingOf(contentType ?? type ?? OCTETS)}`;
  return named(decoded(base64.slice(prefix.length)), name, type ?? typeOf(name));
}

import { readLocalFile } from '#platform';

/** What all attachments may say. */
interface Named {
  /** What it is called; the file's own name where it is a file. */
  fileName?: string | undefined;
  /** The MIME type; that of the name's ending where absent, else `application/octet-stream`. */
  contentType?: string | undefined;
}

/**
 * A file that belongs to a trace or span: a local file, bytes, or base64 (also as a `data:` URL).
 *
 * @example
 * trace.update({ attachments: [{ path: 'report.pdf' }, { bytes: picture, fileName: 'chart.png' }] });
 */
export type Attachment = Named &
  (
    | { path: string; bytes?: never; base64?: never }
    | { bytes: Uint8Array | ArrayBuffer | Blob; path?: never; base64?: never }
    | { base64: string; path?: never; bytes?: never }
  );

/** What an attachment belongs to. */
export interface AttachmentOwner {
  entityType: 'trace' | 'span';
  entityId: string;
  projectName: string | undefined;
}

/** An attachment that is ready to be sent. */
export interface Upload extends AttachmentOwner {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}

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
export async function uploadOf(attachment: Attachment, owner: AttachmentOwner): Promise<Upload> {
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

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** An upload as bytes that a spool keeps: a line of JSON, then the file. */
export function packed({ bytes, ...header }: Upload): Uint8Array {
  const line = utf8.encoder.encode(`${JSON.stringify(header)}\n`);
  const whole = new Uint8Array(line.length + bytes.length);
  whole.set(line);
  whole.set(bytes, line.length);
  return whole;
}

export function unpacked(content: Uint8Array): Upload {
  const end = content.indexOf(10);
  const header = JSON.parse(utf8.decoder.decode(content.subarray(0, end))) as Omit<Upload, 'bytes'>;
  return { ...header, bytes: content.subarray(end + 1) };
}

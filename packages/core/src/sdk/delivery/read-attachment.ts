import { findLocalFile } from '#platform';
import { extensionOfType, typeOfFileName } from '../../model/file-types.ts';
import type { Attachment } from '../options/attachment.ts';
import type { AttachmentOwner, Upload } from '../transport/upload.ts';
import { uploadOf } from './spooled-upload.ts';

const DATA_URL = /^data:([^;,]+)?[^,]*;base64,/;

function decoded(base64: string): Uint8Array {
  const text = atob(base64.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Returns the number of bytes that an attachment holds in memory while it waits. */
export function heldBytes({ bytes, base64 }: Attachment): number {
  if (base64 !== undefined) return base64.length;
  if (bytes === undefined) return 0;
  return 'size' in bytes ? bytes.size : bytes.byteLength;
}

/** Copies the bytes of an attachment, because the caller may overwrite them. */
export function snapshot(attachment: Attachment): Attachment {
  const { bytes } = attachment;
  if (bytes === undefined || 'size' in bytes) return attachment;
  return { ...attachment, bytes: new Uint8Array(bytes as Uint8Array).slice() };
}

/**
 * Finds the bytes of an attachment, its name and type. A local file is not read yet.
 *
 * @throws if the file cannot be read, or the base64 is not valid
 */
export async function readAttachment(attachment: Attachment, owner: AttachmentOwner): Promise<Upload> {
  const { path, bytes: given, base64 = '', contentType, fileName } = attachment;
  const about = (name: string, type: string) => ({ ...owner, fileName: name, contentType: contentType ?? type });
  const named = (bytes: Uint8Array, name: string, type: string): Upload => uploadOf(about(name, type), bytes);
  if (path !== undefined) {
    const file = await findLocalFile(path);
    const name = fileName ?? file.name;
    return { ...about(name, typeOfFileName(name)), size: file.size, read: file.read };
  }
  if (given !== undefined) {
    const bytes =
      given instanceof Blob ? new Uint8Array(await given.arrayBuffer()) : new Uint8Array(given as Uint8Array);
    const type = given instanceof Blob && given.type !== '' ? given.type : undefined;
    const name = fileName ?? `attachment.${extensionOfType(contentType ?? type ?? '')}`;
    return named(bytes, name, type ?? typeOfFileName(name));
  }
  const [prefix = '', type] = DATA_URL.exec(base64.slice(0, 200)) ?? [];
  const name = fileName ?? `attachment.${extensionOfType(contentType ?? type ?? '')}`;
  return named(decoded(base64.slice(prefix.length)), name, type ?? typeOfFileName(name));
}

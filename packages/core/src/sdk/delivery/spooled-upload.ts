import type { Upload } from '../transport/upload.ts';

/** Makes an upload of bytes that are in memory. */
export function uploadOf(about: Omit<Upload, 'read' | 'size'>, bytes: Uint8Array): Upload {
  return { ...about, size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** Packs an upload into bytes for the spool: a line of JSON, then the file. */
export async function packUpload({ read, ...header }: Upload): Promise<Uint8Array> {
  const bytes = await read(0, header.size);
  const line = utf8.encoder.encode(`${JSON.stringify(header)}\n`);
  const whole = new Uint8Array(line.length + bytes.length);
  whole.set(line);
  whole.set(bytes, line.length);
  return whole;
}

/** Unpacks the bytes of {@link packUpload}. */
export function unpackUpload(content: Uint8Array): Upload {
  const end = content.indexOf(10);
  const header = JSON.parse(utf8.decoder.decode(content.subarray(0, end))) as Omit<Upload, 'read' | 'size'>;
  return uploadOf(header, content.subarray(end + 1));
}

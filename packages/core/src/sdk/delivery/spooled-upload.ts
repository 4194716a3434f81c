import type { Upload } from '../transport/upload.ts';

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** Packs an upload into bytes for the spool: a line of JSON, then the file. */
export function packUpload({ bytes, ...header }: Upload): Uint8Array {
  const line = utf8.encoder.encode(`${JSON.stringify(header)}\n`);
  const whole = new Uint8Array(line.length + bytes.length);
  whole.set(line);
  whole.set(bytes, line.length);
  return whole;
}

/** Unpacks the bytes of {@link packUpload}. */
export function unpackUpload(content: Uint8Array): Upload {
  const end = content.indexOf(10);
  const header = JSON.parse(utf8.decoder.decode(content.subarray(0, end))) as Omit<Upload, 'bytes'>;
  return { ...header, bytes: content.subarray(end + 1) };
}

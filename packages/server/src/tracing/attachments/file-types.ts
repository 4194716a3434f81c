import { lookup } from 'mime-types';

const UNKNOWN = 'application/octet-stream';

/** First bytes of files by media type: hexadecimal text, from an offset. */
const SIGNATURES: readonly (readonly [type: string, extension: string, offset: number, bytes: string])[] = [
  ['image/png', 'png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 'jpg', 0, 'ffd8ff'],
  ['image/gif', 'gif', 0, '474946383761'],
  ['image/gif', 'gif', 0, '474946383961'],
  ['image/webp', 'webp', 8, '57454250'],
  ['image/bmp', 'bmp', 0, '424d'],
  ['image/avif', 'avif', 4, '6674797061766966'],
  ['application/pdf', 'pdf', 0, '255044462d'],
  ['audio/wav', 'wav', 8, '57415645'],
  ['audio/mpeg', 'mp3', 0, '494433'],
  ['audio/mpeg', 'mp3', 0, 'fffb'],
  ['audio/ogg', 'ogg', 0, '4f676753'],
  ['audio/flac', 'flac', 0, '664c6143'],
  ['video/mp4', 'mp4', 4, '66747970'],
  ['video/webm', 'webm', 0, '1a45dfa3'],
  ['application/zip', 'zip', 0, '504b0304'],
  ['application/gzip', 'gz', 0, '1f8b'],
];

/** Returns the media type that the first bytes of a file show; `application/octet-stream` if they show none. */
export function typeOfBytes(bytes: Buffer): string {
  for (const [type, , offset, signature] of SIGNATURES) {
    if (bytes.toString('hex', offset, offset + signature.length / 2) === signature) return type;
  }
  return UNKNOWN;
}

/**
 * Returns the extension for the name of an extracted file; `bin` if the type has no signature above. The extension is
 * part of the references in stored bodies, so it must not change with a version of `mime-types`.
 */
export function extensionOf(type: string): string {
  return SIGNATURES.find(([each]) => each === type)?.[1] ?? 'bin';
}

/** Returns the media type of a file by the extension of its name. */
export function typeOfName(name: string): string {
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return UNKNOWN;
  // The signatures go first, so that a file has one type whether its name or its bytes are looked at.
  return SIGNATURES.find(([, each]) => each === extension)?.[0] ?? (lookup(extension) || UNKNOWN);
}

/** Images that a browser only draws. SVG is not among them, because an SVG document may hold scripts. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

/** Whether a browser may show a file in place. */
export function isSafeImage(type: string): boolean {
  return DRAWN.has(type.toLowerCase());
}

/** Returns a media type without its parameters, as a header may hold it; undefined if the text is not a media type. */
export function mediaType(text: string | null | undefined): string | undefined {
  const type = text?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/.test(type) ? type : undefined;
}

/** What a file of a type begins with: bytes as hexadecimal text from an offset. */
const BEGINNINGS: readonly (readonly [type: string, extension: string, offset: number, bytes: string])[] = [
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

/** The type of a file as its first bytes tell it; `application/octet-stream` where they do not. */
export function typeOfBytes(bytes: Buffer): string {
  for (const [type, , offset, beginning] of BEGINNINGS) {
    if (bytes.toString('hex', offset, offset + beginning.length / 2) === beginning) return type;
  }
  return 'application/octet-stream';
}

/** How the names of files of a type end; `bin` where that is not known. */
export function extensionOf(type: string): string {
  return BEGINNINGS.find(([each]) => each === type)?.[1] ?? 'bin';
}

/** What files are called by their endings, where their upload does not say what they are. */
const ENDINGS: Record<string, string> = {
  ...Object.fromEntries(BEGINNINGS.map(([type, extension]) => [extension, type])),
  jpeg: 'image/jpeg',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
};

/** The type of a file by its name. */
export function typeOfName(name: string): string {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(ENDINGS, ending) && ENDINGS[ending]) || 'application/octet-stream';
}

/** Images that a browser only draws. SVG is not among them: it is a document that may hold scripts. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

/** Whether a browser may show a file in place. */
export function isSafeImage(type: string): boolean {
  return DRAWN.has(type.toLowerCase());
}

/** A media type without parameters, as it may stand in a header; nothing where a text is none. */
export function mediaType(text: string | null | undefined): string | undefined {
  const type = text?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/.test(type) ? type : undefined;
}

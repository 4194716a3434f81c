import { createHash } from 'node:crypto';
import { extensionOf, mediaType, typeOfBytes } from './file-types.ts';

/** Base64 of more bytes than this is extracted. */
const LARGE_BYTES = 250 * 1024;
/** Length of that base64. A text that is not longer contains nothing to extract. */
export const LARGE = Math.ceil(LARGE_BYTES / 3) * 4;
/** Maximum length of the prefix of base64 in a data URL. */
const LONGEST_PREFIX = 160;
/** Number of characters that are examined to recognise base64. */
const SAMPLE = 2_000;

/** Fields of a trace or span that may contain base64. */
export const EXTRACTED_FIELDS = ['input', 'output', 'metadata'] as const;
export type ExtractedField = (typeof EXTRACTED_FIELDS)[number];

/** File that was extracted from a text. */
export interface Extracted {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * Extracts the large base64 strings from the JSON texts of a trace or span. Each one is replaced by the name of its
 * file in brackets; a prefix such as `data:image/png;base64,` stays. The name is derived from the content, so a
 * repeated write makes the same file. For a short text only the length is checked, for a long one each 340,000th
 * character.
 *
 * @param texts the JSON texts of the fields
 * @returns the changed texts and the files; undefined if there was nothing to extract
 * @example
 * extractAttachments({ input: '{"image":"data:image/png;base64,iVBORw0..."}' });
 * // { texts: { input: '{"image":"data:image/png;base64,[input-attachment-1-5d41402abc4b2a76.png]"}' }, files: [...] }
 */
export function extractAttachments(
  texts: Readonly<Partial<Record<ExtractedField, string | undefined>>>,
): { texts: Partial<Record<ExtractedField, string>>; files: Extracted[] } | undefined {
  let extracted: { texts: Partial<Record<ExtractedField, string>>; files: Extracted[] } | undefined;
  for (const field of EXTRACTED_FIELDS) {
    const text = texts[field];
    if (text === undefined || text.length <= LARGE) continue;
    const { parts, files } = takeOut(text, field);
    if (files.length === 0) continue;
    extracted ??= { texts: {}, files: [] };
    extracted.texts[field] = parts.join('');
    extracted.files.push(...files);
  }
  return extracted;
}

function takeOut(text: string, field: ExtractedField): { parts: string[]; files: Extracted[] } {
  const parts: string[] = [];
  const files: Extracted[] = [];
  let taken = 0;
  let looked = 0;
  // A long run of base64 contains one of these characters.
  for (let at = LARGE; at < text.length; at += LARGE) {
    if (at < looked || !isBase64(text.charCodeAt(at))) continue;
    const [start, end] = runAround(text, at, looked);
    looked = end;
    if (end - start <= LARGE || !isVaried(text, start)) continue;
    const run = text.slice(start, end);
    const bytes = Buffer.from(run, 'base64');
    // Text that would not be restored byte for byte is not extracted.
    if (bytes.toString('base64') !== run) continue;
    const file = nameOf(bytes, mimeTypeBefore(text, start), `${field}-attachment-${files.length + 1}`);
    parts.push(text.slice(taken, start), `[${file.fileName}]`);
    files.push(file);
    taken = end;
  }
  parts.push(text.slice(taken));
  return { parts, files };
}

/** Returns the start and the end of the base64 around a position, with its padding. */
function runAround(text: string, at: number, floor: number): [start: number, end: number] {
  let start = at;
  while (start > floor && isBase64(text.charCodeAt(start - 1))) start--;
  // The letter of an escape such as \n looks like base64.
  let backslashes = 0;
  while (text[start - 1 - backslashes] === '\\') backslashes++;
  if (backslashes % 2 === 1) start += text[start] === 'u' ? 5 : 1;
  let end = at;
  while (end < text.length && isBase64(text.charCodeAt(end))) end++;
  while (end < text.length && text[end] === '=') end++;
  return [start, end];
}

function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 43 ||
    code === 47
  );
}

/** Whether a run has as many different characters as base64 of a file; a repeated letter or digits have fewer. */
function isVaried(text: string, start: number): boolean {
  return new Set(text.slice(start, start + SAMPLE)).size >= 24;
}

/** Returns the type of a `data:<type>;base64,` prefix, if there is one. */
function mimeTypeBefore(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - LONGEST_PREFIX), start);
  return mediaType(/data:([\w/.+-]+)(?:;[\w=.-]+)*;base64,$/.exec(before)?.[1]);
}

function nameOf(bytes: Buffer, mimeTypeGiven: string | undefined, name: string): Extracted {
  const mimeType = mimeTypeGiven ?? typeOfBytes(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { fileName: `${name}-${digest}.${extensionOf(mimeType)}`, mimeType, bytes };
}

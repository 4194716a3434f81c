import { createHash } from 'node:crypto';
import { extensionOf, mediaType, typeOfBytes } from './file-types.ts';

/** Base64 of more than so many bytes is taken out. */
const LARGE_BYTES = 250 * 1024;
/** How long the base64 of that is: a text that is no longer than this has nothing to take out. */
export const LARGE = Math.ceil(LARGE_BYTES / 3) * 4;
/** How long what stands before base64 in a data URL may be. */
const LONGEST_PREFIX = 160;
/** So many characters tell whether a run may be base64. */
const SAMPLE = 2_000;

/** The parts of a trace or span that may hold base64. */
export const EXTRACTED_FIELDS = ['input', 'output', 'metadata'] as const;
export type ExtractedField = (typeof EXTRACTED_FIELDS)[number];

/** A file that was taken out of a text. */
export interface Extracted {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * Takes the large base64 strings out of the JSON texts of a trace or span: in each one's place stands the name of the
 * file that it has become, in brackets (after its `data:image/png;base64,`, where it has that). The name follows from the
 * content, so the same write again makes the same file. A text that is not long costs the look at its length; a long one
 * a look at each 340,000th character.
 *
 * @param texts the JSON texts of the fields
 * @returns the texts that have changed, and the files; nothing where there was nothing to take out
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
  // A long run of base64 has one of these characters in it.
  for (let at = LARGE; at < text.length; at += LARGE) {
    if (at < looked || !isBase64(text.charCodeAt(at))) continue;
    const [start, end] = runAround(text, at, looked);
    looked = end;
    if (end - start <= LARGE || !isVaried(text, start)) continue;
    const run = text.slice(start, end);
    const bytes = Buffer.from(run, 'base64');
    // What would not be the same when it is put back stays where it is.
    if (bytes.toString('base64') !== run) continue;
    const file = nameOf(bytes, mimeTypeBefore(text, start), `${field}-attachment-${files.length + 1}`);
    parts.push(text.slice(taken, start), `[${file.fileName}]`);
    files.push(file);
    taken = end;
  }
  parts.push(text.slice(taken));
  return { parts, files };
}

/** The beginning and the end of the base64 around a place, with its padding. */
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

/** Whether a run has as many different characters as base64 of a file has; a text of one letter or of digits has not. */
function isVaried(text: string, start: number): boolean {
  return new Set(text.slice(start, start + SAMPLE)).size >= 24;
}

/** The type in `data:<type>;base64,` before base64, if that is there. */
function mimeTypeBefore(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - LONGEST_PREFIX), start);
  return mediaType(/data:([\w/.+-]+)(?:;[\w=.-]+)*;base64,$/.exec(before)?.[1]);
}

function nameOf(bytes: Buffer, said: string | undefined, name: string): Extracted {
  const mimeType = said ?? typeOfBytes(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { fileName: `${name}-${digest}.${extensionOf(mimeType)}`, mimeType, bytes };
}

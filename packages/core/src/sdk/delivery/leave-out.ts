import type { WireFields } from '../serialize/wire-fields.ts';

/** Minimum length of a content that is left out, in characters. Leaving out less would save nothing. */
const MIN_LENGTH = 1_000;

/** Values in place of the fields that can be left out. Ids, times, models and usage always stay. */
const PLACEHOLDERS: Readonly<Record<string, (reason: string, json: string) => unknown>> = {
  input: (reason) => ({ vitrine: reason }),
  output: (reason) => ({ vitrine: reason }),
  metadata: (reason) => ({ vitrine: reason }),
  error_info: (message, json) => ({ exception_type: errorType(json), message, traceback: '' }),
  tags: (reason) => [reason],
  name: (reason) => reason,
  reason: (reason) => reason,
};

/** A content that was left out of a record. */
export interface LeftOut {
  field: string;
  /** Length of its JSON in UTF-8. */
  bytes: number;
}

function errorType(json: string): string {
  return /^\{"exception_type":"([^"\\]{1,200})"/.exec(json)?.[1] ?? 'Error';
}

/** Formats a number of bytes, as in `41,943,040 bytes`. */
export function bytesText(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}

/**
 * Replaces the largest content of a record by a placeholder, such as
 * `{ "vitrine": "left out: input of 41,943,040 bytes; the limit is 33,554,432 bytes" }`. Returns `undefined` if the
 * record has no large content.
 *
 * @param limit describes the limit, as `the limit is ...`
 */
export function leaveOutLargest(fields: WireFields, limit: string): LeftOut | undefined {
  let largest = '';
  let length = MIN_LENGTH;
  for (const field in fields) {
    const value = fields[field];
    if (typeof value !== 'string' || value.length <= length || !Object.hasOwn(PLACEHOLDERS, field)) continue;
    largest = field;
    length = value.length;
  }
  const json = fields[largest];
  if (typeof json !== 'string') return undefined;
  const bytes = new TextEncoder().encode(json).length;
  const reason = `left out: ${largest} of ${bytesText(bytes)}; ${limit}`;
  fields[largest] = JSON.stringify(PLACEHOLDERS[largest]?.(reason, json));
  return { field: largest, bytes };
}

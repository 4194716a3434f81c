import { isoOfUs } from './microseconds.ts';

/**
 * An encoded record: the JSON text of each field. A number is a time in microseconds, which is formatted only when it
 * is sent, because it takes a tenth of the memory while the record waits.
 */
export type WireFields = Record<string, string | number>;

/** `"name":` of each field, as the first field of a record and as a later one. There are few names. */
const KEYS = new Map<string, { first: string; later: string }>();

function keyOf(field: string): { first: string; later: string } {
  let key = KEYS.get(field);
  if (key === undefined) KEYS.set(field, (key = { first: `{"${field}":`, later: `,"${field}":` }));
  return key;
}

/** Adds the JSON text of a record to the parts of a longer text, which is joined once. */
export function writeRecord(wire: WireFields, parts: string[]): void {
  let isFirst = true;
  for (const field in wire) {
    const value = wire[field] ?? 'null';
    const key = keyOf(field);
    parts.push(isFirst ? key.first : key.later, typeof value === 'string' ? value : `"${isoOfUs(value)}"`);
    isFirst = false;
  }
  parts.push(isFirst ? '{}' : '}');
}

/** Returns the JSON text of a record. */
export function recordText(wire: WireFields): string {
  const parts: string[] = [];
  writeRecord(wire, parts);
  return parts.join('');
}

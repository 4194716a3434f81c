import { isoOfUs } from './microseconds.ts';

/**
 * A record on its way to the wire: the JSON text of each field. A number is a moment in microseconds, which becomes text
 * only when it is sent: a record waits for a while, and a number takes a tenth of the memory.
 */
export type WireFields = Record<string, string | number>;

/** `"name":` of each field, as the first one of a record and as a later one: there are few names. */
const KEYS = new Map<string, { first: string; later: string }>();

function keyOf(field: string): { first: string; later: string } {
  let key = KEYS.get(field);
  if (key === undefined) KEYS.set(field, (key = { first: `{"${field}":`, later: `,"${field}":` }));
  return key;
}

/** Adds the JSON text of a record to the parts of a longer one, which is joined once. */
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

/** The JSON text of a record. */
export function recordText(wire: WireFields): string {
  const parts: string[] = [];
  writeRecord(wire, parts);
  return parts.join('');
}

import { plainCopy } from './plain-copy.ts';

/** Maximum depth and number of values that are checked. Larger values go through {@link plainCopy}. */
const MAX_DEPTH = 100;
const MAX_VALUES = 1_000_000;

let visited = 0;

/** Whether JSON.stringify keeps all of a value: it has no cycles, and only plain objects, lists and scalars. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return true;
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (depth > MAX_DEPTH || ++visited > MAX_VALUES) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isPlain(item, depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const record = value as Record<string, unknown>;
  for (const key in record) if (!isPlain(record[key], depth + 1)) return false;
  return true;
}

/** A lone surrogate as JSON.stringify writes it: after an even number of backslashes. */
const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** Replaces lone surrogates, which a database cannot store, by U+FFFD. */
function wellFormed(json: string): string {
  return json.includes('\\ud') ? json.replace(LONE_SURROGATE, '$1\\ufffd') : json;
}

/**
 * Converts any value to JSON text at once, so that later changes to the value have no effect. It never throws: values
 * that JSON does not have are converted by {@link plainCopy}. `undefined` stays `undefined`.
 *
 * @example
 * jsonText({ order: 12n, at: new Date(0) }); // '{"order":"12","at":"1970-01-01T00:00:00.000Z"}'
 */
export function jsonText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return wellFormed(JSON.stringify(value));
  visited = 0;
  try {
    if (isPlain(value, 0)) return wellFormed(JSON.stringify(value));
  } catch {
    // A getter or a proxy threw: plainCopy keeps the rest.
  }
  return wellFormed(JSON.stringify(plainCopy(value)));
}

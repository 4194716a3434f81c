import { parseExactJson } from '@vitrine/core';

/**
 * Parses text that is a JSON object or list, with exact numbers: integers beyond 2^53 become text. Returns any other
 * value as it is.
 */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseExactJson(value);
  } catch {
    return value;
  }
}

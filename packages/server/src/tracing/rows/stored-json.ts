import type { Json } from '@vitrine/core/model';

/** Parses a JSON value from a column. Text that is not JSON is returned as a string, empty text as null. */
export function storedJson(text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

import type { Json } from '@vitrine/core/model';

/** A JSON value as it stands in a column: what does not parse is given as the text it is, absent is null. */
export function storedJson(text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

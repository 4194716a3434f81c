import type { Body } from './endpoint.ts';

/** Maximum length of a parameter in characters of JSON. A longer value is content. */
const MAX_LENGTH = 500;

function isShort(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'function') return false;
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text !== undefined && text.length <= MAX_LENGTH;
  } catch {
    return false;
  }
}

/** Returns the short parameters of a request, without the fields that are recorded elsewhere. */
export function parametersOf(request: Body, elsewhere: readonly string[]): Body | undefined {
  const shown = Object.entries(request).filter(([key, value]) => !elsewhere.includes(key) && isShort(value));
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}

import type { Body } from './endpoint.ts';

/** Returns a field as an object; an empty object if it is not one. */
export function objectOf(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}

/** Returns a field as a list of objects; an empty list if it is not a list. */
export function objectsOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** Returns a field as text; undefined if it is empty or not text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns a field as a count; 0 if it is not a positive number. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

/** Returns an object without the fields that are null, undefined or an empty list. */
export function filled(record: Body): Body {
  const hasValue = ([, value]: [string, unknown]): boolean =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(record).filter(hasValue));
}

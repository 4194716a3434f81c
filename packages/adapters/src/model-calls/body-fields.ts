import type { Body } from './endpoint.ts';

/** A field as an object; an empty object if it is not one. */
export function objectOf(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}

/** A field as a list of objects; an empty list if it is not one. */
export function objectsOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** A field as text; undefined if it is no text, or empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field as a count; 0 if it is not a positive number. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

/** An object without null, undefined and empty lists. */
export function filled(record: Body): Body {
  const hasValue = ([, value]: [string, unknown]): boolean =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(record).filter(hasValue));
}

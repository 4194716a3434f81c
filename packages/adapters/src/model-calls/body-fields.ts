import type { Body } from './endpoint.ts';

/** A field that is an object; an empty one where it is none. */
export function objectOf(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}

/** A field that is a list of objects; an empty one where it is none. */
export function objectsOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** A field that is text and not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field that counts something; 0 where it is none. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

/** An object without what says nothing: null, undefined, empty lists. */
export function filled(record: Body): Body {
  const hasValue = ([, value]: [string, unknown]): boolean =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(record).filter(hasValue));
}

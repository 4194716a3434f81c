import { v7, validate, version } from 'uuid';

/** A lower-case UUIDv7 string. Whoever creates a thing makes its id, before anything is sent. */
export type Id = string;

/** The earliest time an id may carry: 2020-01-01, in ms since the epoch. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
/** How far ahead of the server's clock an id may be: one day, in ms. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a UUIDv7.
 *
 * @param atMs the time that the id carries, in ms since the epoch; now if left out
 * @example
 * const id = newId(); // '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11'
 */
export function newId(atMs?: number): Id {
  return atMs === undefined ? v7() : v7({ msecs: atMs });
}

/** The time in a UUIDv7, in ms since the epoch. */
export function idTimeMs(id: Id): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The lowest UUIDv7 of a moment (ms since the epoch): what bounds a query on ids from below. */
export function lowestId(atMs: number): Id {
  const hex = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * Says what is wrong with an id, or nothing if it is accepted: a UUID of version 7 whose time lies between 2020 and one
 * day from now.
 */
export function idFault(id: string, nowMs: number = Date.now()): string | undefined {
  if (!validate(id)) return `"${id.slice(0, 64)}" is not a UUID; an id must be a version 7 UUID`;
  if (version(id) !== 7) return `"${id}" is a version ${version(id)} UUID; an id must be a version 7 UUID`;
  const time = idTimeMs(id);
  if (time < EARLIEST_MS) return `"${id}" carries a time before 2020; an id must be a version 7 UUID made since 2020`;
  if (time > nowMs + AHEAD_MS) {
    return `"${id}" carries a time more than a day ahead of the server's clock; an id must be a version 7 UUID of now`;
  }
  return undefined;
}

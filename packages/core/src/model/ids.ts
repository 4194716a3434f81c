import { v7, validate, version } from 'uuid';

/** A lower-case UUIDv7 string. The creator of a record makes its id, before anything is sent. */
export type Id = string;

/** Earliest time in an id: 2020-01-01, in ms since the epoch. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
/** Index of the version in a UUID. */
const VERSION_AT = 14;
/** Maximum time that an id may be ahead of the server's clock: one day, in ms. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a UUIDv7.
 *
 * @param atMs time in the id, in ms since the epoch; default: now
 * @example
 * const id = newId(); // '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11'
 */
export function newId(atMs?: number): Id {
  return atMs === undefined ? idOfNow() : v7({ msecs: atMs });
}

/** Random numbers for many ids. Generating them for each id would take longer than the rest of the id. */
const pool = new Uint32Array(512);
let taken = pool.length;

function random32(): number {
  if (taken === pool.length) {
    crypto.getRandomValues(pool);
    taken = 0;
  }
  return pool[taken++] ?? 0;
}

let msecs = 0;
let seq = 0;
/** Hexadecimal digits of `msecs`. They are kept because many ids share them. */
let timeDigits = '';

/**
 * Makes a UUIDv7 with the current time. Ids of one process sort in the order in which they are made, even within 1 ms:
 * 32 bits are a counter with a random start (RFC 9562, 6.2, method 1), and 42 bits are random.
 */
function idOfNow(): Id {
  const now = Date.now();
  if (now > msecs) seq = random32() >>> 1;
  else seq = (seq + 1) >>> 0;
  const last = msecs;
  msecs = seq === 0 ? Math.max(now, msecs + 1) : Math.max(now, msecs);
  if (msecs !== last) {
    const digits = msecs.toString(16).padStart(12, '0');
    timeDigits = `${digits.slice(0, 8)}-${digits.slice(8)}-`;
  }
  const random = random32();
  const third = (0x7000 | (seq >>> 20)).toString(16);
  const fourth = (0x8000 | ((seq >>> 6) & 0x3fff)).toString(16);
  const fifth = (0x1000000 | ((seq & 0x3f) << 18) | (random32() & 0x3ffff)).toString(16).slice(1);
  const rest = (0x1000000 | (random & 0xffffff)).toString(16).slice(1);
  return `${timeDigits}${third}-${fourth}-${fifth}${rest}`;
}

/** Returns the time in a UUIDv7, in ms since the epoch; NaN if it is not hexadecimal. */
export function idTimeMs(id: Id): number {
  return hexAt(id, 0, 8) * 0x10000 + hexAt(id, 9, 13);
}

const ZERO = 0x30;
const NINE = 0x39;
const A = 0x61;
/** Bit that makes a letter lower case. */
const LOWER_CASE = 0x20;

/** Parses hexadecimal digits without a substring, because ingest calls it often. */
function hexAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const digit = code <= NINE ? code - ZERO : (code | LOWER_CASE) - A + 10;
    if (!(digit >= 0 && digit < 16)) return Number.NaN;
    number = number * 16 + digit;
  }
  return number;
}

/** Returns the lowest UUIDv7 of a time (ms since the epoch), as a lower bound of a query on ids. */
export function lowestId(atMs: number): Id {
  const hex = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * Returns a message about an id that is not valid, or `undefined` if it is valid: a UUID of version 7 whose time is
 * between 2020 and one day from now.
 */
export function idFault(id: string, nowMs: number = Date.now()): string | undefined {
  if (!validate(id)) return `"${id.slice(0, 64)}" is not a UUID; an id must be a version 7 UUID`;
  if (id[VERSION_AT] !== '7') return `"${id}" is a version ${version(id)} UUID; an id must be a version 7 UUID`;
  const time = idTimeMs(id);
  if (time < EARLIEST_MS) return `"${id}" carries a time before 2020; an id must be a version 7 UUID made since 2020`;
  if (time > nowMs + AHEAD_MS) {
    return `"${id}" carries a time more than a day ahead of the server's clock; an id must be a version 7 UUID of now`;
  }
  return undefined;
}

/** The length of most dates: 2026-01-15T09:30:00.123Z. */
const MILLISECONDS_LENGTH = 24;

/**
 * Converts a date to µs since the epoch. Clients send different precisions, and the order of writes is decided by it.
 *
 * @param date ISO 8601
 * @see benchmarks/ingest.ts
 * @example
 * microsecondsOf('2026-01-15T09:30:00.123456Z'); // 1768469400123456
 */
export function microsecondsOf(date: string): number {
  if (date.length === MILLISECONDS_LENGTH && date.endsWith('Z')) return millisecondsOf(date) * 1_000;
  const [, beyondMs = ''] = /\.\d{3}(\d{1,3})/.exec(date) ?? [];
  return Date.parse(date) * 1_000 + Number(beyondMs.padEnd(3, '0'));
}

/** The day that was parsed last, up to and including its `T`, and its first ms. Most dates are of the same day. */
let day = '';
let dayMs = Number.NaN;

/** Parses 2026-01-15T09:30:00.123Z in less than half the time of `Date.parse`. Every row has four dates. */
function millisecondsOf(date: string): number {
  if (day === '' || !date.startsWith(day)) {
    day = date.slice(0, 11);
    dayMs = Date.parse(`${day}00:00:00.000Z`);
  }
  const hours = numberAt(date, 11, 13);
  const minutes = numberAt(date, 14, 16);
  const seconds = numberAt(date, 17, 19);
  const isPlain =
    hours < 24 && minutes < 60 && seconds < 60 && date[13] === ':' && date[16] === ':' && date[19] === '.';
  if (!isPlain) return Date.parse(date);
  return dayMs + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + numberAt(date, 20, 23);
}

const ZERO = 0x30;

/** Parses decimal digits of a text; NaN if there are other characters. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

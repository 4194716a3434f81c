import { VitrineError } from '../errors/vitrine-error.ts';

/** Maximum number of objects and lists in a body. */
export const MAX_CONTAINERS = 1_000_000;
/** Number of digits from which an integer may be beyond 2^53. */
const LARGE_DIGITS = 16;

/** `e`, which also begins the exponent of a number that may be beyond the range of a double. */
const EXPONENT = 0x65;
const LOWER_CASE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
/** Number of bytes that are searched one by one. */
const NEAR_BYTES = 24;
/** Bit in which `[` differs from `{`, and `]` from `}`. */
const BRACE_BIT = 0x20;

/** Returns the error for a body with too many parts. */
export function tooManyContainers(maximum = MAX_CONTAINERS): VitrineError {
  return new VitrineError('too_large', `the body has more than the maximum of ${maximum} objects and lists`);
}

/**
 * Counts the objects and lists of a JSON text while it arrives, because parsing takes much longer for many small values
 * than for the same number of bytes in few.
 */
export class JsonScan {
  /** Number of objects and lists so far. */
  containers = 0;
  /** Whether a number may be one that JavaScript changes. */
  hasLargeNumbers = false;
  readonly #maximum: number;
  #isInText = false;
  #isEscaped = false;
  #digits = 0;

  /** @param maximum maximum number of objects and lists */
  constructor(maximum = MAX_CONTAINERS) {
    this.#maximum = maximum;
  }

  /** @throws {VitrineError} `too_large` if there are too many objects and lists */
  add(chunk: Uint8Array): void {
    const end = chunk.length;
    let { containers } = this;
    let digits = this.#digits;
    let isInText = this.#isInText;
    let isEscaped = this.#isEscaped;
    let at = isEscaped ? 1 : 0;
    while (at < end) {
      if (isInText) {
        const quote = nextQuote(chunk, at);
        isEscaped = isEscapedAt(chunk, quote, at);
        isInText = isEscaped || quote === end;
        at = quote + 1;
        continue;
      }
      const byte = chunk[at++] as number;
      if (byte === QUOTE) isInText = true;
      else if ((byte & ~BRACE_BIT) === OPEN_LIST) containers++;
      if (byte >= 0x30 && byte <= 0x39) {
        if (++digits >= LARGE_DIGITS) this.hasLargeNumbers = true;
      } else {
        if (digits > 0 && (byte | LOWER_CASE) === EXPONENT) this.hasLargeNumbers = true;
        digits = 0;
      }
    }
    this.#isEscaped = at > end && isEscaped;
    this.#isInText = isInText;
    this.#digits = digits;
    this.containers = containers;
    if (containers > this.#maximum) throw tooManyContainers(this.#maximum);
  }
}

/** Returns the offset of the next quote, or the length of the chunk. */
function nextQuote(chunk: Uint8Array, from: number): number {
  // Most texts are keys and ids. A loop over a few bytes takes less time than a call.
  const near = Math.min(chunk.length, from + NEAR_BYTES);
  for (let at = from; at < near; at++) if (chunk[at] === QUOTE) return at;
  const quote = chunk.indexOf(QUOTE, near);
  return quote === -1 ? chunk.length : quote;
}

/** Whether an odd number of backslashes precedes an offset in a text that begins at `from`. */
function isEscapedAt(chunk: Uint8Array, offset: number, from: number): boolean {
  let at = offset;
  while (at > from && chunk[at - 1] === BACKSLASH) at--;
  return (offset - at) % 2 === 1;
}

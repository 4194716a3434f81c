import { microsecondsOf } from './microseconds-of.ts';

/** First date that ClickHouse stores, in µs since the epoch. */
const FIRST_DATE = Date.UTC(1900, 0, 1) * 1_000;
/** First date that ClickHouse no longer stores, in µs since the epoch. */
const END_OF_DATES = Date.UTC(2200, 0, 1) * 1_000;

/** Returns the number of bytes that a length takes. */
function sizeOfCount(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest >>>= 7) size++;
  return size;
}

const PIECE = 256 * 1_024;
/** Maximum length of a text, in characters, that is encoded in JavaScript. Longer texts use Node's encoder. */
const SHORT = 40;
/** Maximum length of a text, in characters, that is written before its length in bytes is known. */
const MEDIUM = 16 * 1_024;
/** Maximum number of bytes of a UTF-16 code unit in UTF-8. */
const BYTES_OF_CHARACTER = 3;
/** Maximum number of bytes of a value that is no text. */
const ROOM = 16;
/** Number of digits after the decimal point of a Decimal(38, 12). */
const SCALE = 12;
/** Limit of the absolute value of a Decimal(38, 12), in USD. */
const MAX_DECIMAL = 1e25;
/** Up to this value, in USD, a product with 10^12 differs from the exact integer by less than one half. */
const MAX_BY_PRODUCT = 2 ** 51 / 10 ** SCALE;

/**
 * Converts USD to the integer that a Decimal(38, 12) stores, which is 10^12 times as large. The integer has the digits
 * of the number's shortest decimal form, as in JSON: 4277.485 becomes 4277485000000000, although a product would be one
 * less. A thirteenth digit after the point is rounded up to 2,251 USD, and cut off above.
 *
 * @throws {RangeError} if the value does not fit
 */
export function decimalOf(value: number): bigint {
  if (!(Math.abs(value) < MAX_DECIMAL)) throw new RangeError(`${value} exceeds the maximum of a cost`);
  if (Math.abs(value) < MAX_BY_PRODUCT) return BigInt(Math.round(value * 10 ** SCALE));
  if (Number.isInteger(value)) return BigInt(value) * 10n ** BigInt(SCALE);
  const [whole = '', digits = ''] = String(value).split('.');
  return BigInt(whole + digits.slice(0, SCALE).padEnd(SCALE, '0'));
}

/**
 * Writes values in ClickHouse's format Native into a list of buffers.
 *
 * @see benchmarks/ingest.ts
 */
export class NativeOutput {
  readonly #pieces: Buffer[] = [];
  #piece = Buffer.allocUnsafe(PIECE);
  #at = 0;

  end(): Buffer[] {
    this.#flush(0);
    return this.#pieces;
  }

  byte(value: number): void {
    this.#reserve(ROOM);
    this.#piece[this.#at++] = value;
  }

  /** Writes an integer of 4 bytes. */
  word(value: number): void {
    this.#reserve(ROOM);
    this.#at = this.#piece.writeUInt32LE(value, this.#at);
  }

  /** Writes a length, in groups of 7 bits. */
  count(value: number): void {
    this.#reserve(ROOM);
    while (value >= 0x80) {
      this.#piece[this.#at++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.#piece[this.#at++] = value;
  }

  text(value: string): void {
    const { length } = value;
    if (length <= SHORT && this.#ascii(value, length)) return;
    if (length <= MEDIUM) return this.#medium(value, length);
    const bytes = Buffer.byteLength(value);
    this.#reserve(bytes + ROOM);
    this.count(bytes);
    this.#at += this.#piece.write(value, this.#at, 'utf8');
  }

  /** Writes a text in one pass. The space for its length is reserved as if it were ASCII, as most texts are. */
  #medium(value: string, length: number): void {
    this.#reserve(length * BYTES_OF_CHARACTER + ROOM);
    const start = this.#at;
    const room = sizeOfCount(length);
    const bytes = this.#piece.write(value, start + room, 'utf8');
    const size = sizeOfCount(bytes);
    if (size !== room) this.#piece.copyWithin(start + size, start + room, start + room + bytes);
    this.count(bytes);
    this.#at += bytes;
  }

  integer(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an integer of at most 2^53`);
    this.#reserve(ROOM);
    this.#at = this.#piece.writeInt32LE(value | 0, this.#at);
    this.#at = this.#piece.writeInt32LE(Math.floor(value / 2 ** 32), this.#at);
  }

  date(value: string): void {
    const microseconds = microsecondsOf(value);
    if (!(microseconds >= FIRST_DATE && microseconds < END_OF_DATES)) {
      throw new RangeError(`${value} is out of range; a date must be between 1900 and 2200`);
    }
    this.integer(microseconds);
  }

  version(value: string): void {
    this.#reserve(ROOM);
    this.#at = this.#piece.writeBigUInt64LE(BigInt(value), this.#at);
  }

  float(value: number): void {
    this.#reserve(ROOM);
    this.#at = this.#piece.writeDoubleLE(value, this.#at);
  }

  decimal(value: number): void {
    const scaled = decimalOf(value);
    this.#reserve(ROOM);
    this.#at = this.#piece.writeBigInt64LE(BigInt.asIntN(64, scaled), this.#at);
    this.#at = this.#piece.writeBigInt64LE(scaled >> 64n, this.#at);
  }

  /** Writes a short text if it is ASCII, and returns whether it is. */
  #ascii(value: string, length: number): boolean {
    this.#reserve(SHORT + ROOM);
    const piece = this.#piece;
    const start = this.#at;
    piece[start] = length;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      piece[start + 1 + index] = code;
    }
    this.#at = start + 1 + length;
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes > this.#piece.length) this.#flush(bytes);
  }

  #flush(needed: number): void {
    if (this.#at > 0) this.#pieces.push(this.#piece.subarray(0, this.#at));
    this.#piece = needed === 0 ? Buffer.alloc(0) : Buffer.allocUnsafe(Math.max(PIECE, needed));
    this.#at = 0;
  }
}

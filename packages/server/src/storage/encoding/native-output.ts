import { microsecondsOf } from './microseconds-of.ts';

/** What a date may be, in µs since the epoch. */
const FIRST_DATE = Date.UTC(1900, 0, 1) * 1_000;
const END_OF_DATES = Date.UTC(2200, 0, 1) * 1_000;

/** How many bytes a length takes. */
function sizeOfCount(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest >>>= 7) size++;
  return size;
}

const PIECE = 256 * 1_024;
/** Texts up to this length, in characters, are written here, longer ones by Node's own encoder. */
const SHORT = 40;
/** Texts up to this length, in characters, are written before it is known how many bytes they take. */
const MEDIUM = 16 * 1_024;
/** A character of a text takes so many bytes at most. */
const BYTES_OF_CHARACTER = 3;
/** No other value takes more bytes than this. */
const ROOM = 16;
/** The digits of a Decimal(38, 12) after its point. */
const SCALE = 12;
/** The most that fits a Decimal(38, 12), in USD. */
const MAX_DECIMAL = 1e25;
/** Up to here, in USD, a product with 10^12 is less than half away from the whole number that it stands for. */
const MAX_BY_PRODUCT = 2 ** 51 / 10 ** SCALE;

/**
 * A number of USD as the column keeps it: whole, and 10^12 as large. It has the digits that the number is written with,
 * as in JSON: 4277.485 is 4277485000000000, where a product is one less. Of more than 2,251 USD a thirteenth digit after the
 * point is cut off, of less it is rounded.
 *
 * @throws {RangeError} where it does not fit
 */
export function decimalOf(value: number): bigint {
  if (!(Math.abs(value) < MAX_DECIMAL)) throw new RangeError(`${value} is more than a cost can be`);
  if (Math.abs(value) < MAX_BY_PRODUCT) return BigInt(Math.round(value * 10 ** SCALE));
  if (Number.isInteger(value)) return BigInt(value) * 10n ** BigInt(SCALE);
  const [whole = '', digits = ''] = String(value).split('.');
  return BigInt(whole + digits.slice(0, SCALE).padEnd(SCALE, '0'));
}

/** Values as ClickHouse's format Native has them, one after the other, in pieces. */
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

  /** A whole number of 4 bytes. */
  word(value: number): void {
    this.#reserve(ROOM);
    this.#at = this.#piece.writeUInt32LE(value, this.#at);
  }

  /** A length, in groups of 7 bits. */
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

  /** Writes a text in one pass, with room left before it for its length as if it were ASCII, as most are. */
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
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number of at most 2^53`);
    this.#reserve(ROOM);
    this.#at = this.#piece.writeInt32LE(value | 0, this.#at);
    this.#at = this.#piece.writeInt32LE(Math.floor(value / 2 ** 32), this.#at);
  }

  date(value: string): void {
    const microseconds = microsecondsOf(value);
    if (!(microseconds >= FIRST_DATE && microseconds < END_OF_DATES)) {
      throw new RangeError(`${value} is out of range; a date lies between 1900 and 2200`);
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

  /** Writes a short text if it is plain ASCII: most are. */
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

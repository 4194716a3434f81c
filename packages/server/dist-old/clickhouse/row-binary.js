/** How a value of each type is written. */
const WRITERS = {
    String: (out, value) => out.text(value),
    'LowCardinality(String)': (out, value) => out.text(value),
    UInt8: (out, value) => out.byte(value),
    Int64: (out, value) => out.integer(value),
    UInt64: (out, value) => out.version(value),
    'Nullable(Float64)': (out, value) => {
        if (out.isPresent(value))
            out.float(value);
    },
    "DateTime64(6, 'UTC')": (out, value) => out.date(value),
    "Nullable(DateTime64(6, 'UTC'))": (out, value) => {
        if (out.isPresent(value))
            out.date(value);
    },
    'Nullable(Decimal(38, 12))': (out, value) => {
        if (out.isPresent(value))
            out.decimal(value);
    },
    'Array(LowCardinality(String))': (out, value) => {
        const texts = value;
        out.count(texts.length);
        for (const text of texts)
            out.text(text);
    },
    'Map(LowCardinality(String), String)': (out, value) => {
        const texts = value;
        const names = Object.keys(texts);
        out.count(names.length);
        for (const name of names) {
            out.text(name);
            out.text(texts[name] ?? '');
        }
    },
    'Map(LowCardinality(String), Int64)': (out, value) => {
        const counts = value;
        const names = Object.keys(counts);
        out.count(names.length);
        for (const name of names) {
            out.text(name);
            out.integer(counts[name] ?? 0);
        }
    },
};
/**
 * Writes rows as ClickHouse reads them fastest, and as they cost the least here: no text is escaped or copied twice.
 *
 * @throws {RangeError} where a number does not fit its column
 */
export function encodeRows(columns, rows) {
    const entries = Object.entries(columns);
    const out = new Output();
    out.count(entries.length);
    for (const [name] of entries)
        out.text(name);
    for (const [, type] of entries)
        out.text(type);
    const writers = entries.map(([name, type]) => ({ name, write: WRITERS[type] }));
    for (const row of rows)
        for (const { name, write } of writers)
            write(out, row[name]);
    return { columns: entries.map(([name]) => name).join(', '), pieces: out.end() };
}
/** The length of most dates: 2026-01-15T09:30:00.123Z. */
const MILLISECONDS_LENGTH = 24;
/** A date as µs since the epoch: clients write different precisions, and order is decided by it. */
export function microsecondsOf(date) {
    if (date.length === MILLISECONDS_LENGTH && date.endsWith('Z'))
        return Date.parse(date) * 1_000;
    const [, beyondMs = ''] = /\.\d{3}(\d{1,3})/.exec(date) ?? [];
    return Date.parse(date) * 1_000 + Number(beyondMs.padEnd(3, '0'));
}
/** What a date may be, in µs since the epoch. */
const FIRST_DATE = Date.UTC(1900, 0, 1) * 1_000;
const END_OF_DATES = Date.UTC(2200, 0, 1) * 1_000;
/** How many bytes a length takes. */
function sizeOfCount(value) {
    let size = 1;
    for (let rest = value; rest >= 0x80; rest >>>= 7)
        size++;
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
/** USD by 10^12 as the column keeps them. */
const DECIMALS = 1e12;
/** The most that fits a Decimal(38, 12), in USD. */
const MAX_DECIMAL = 1e25;
class Output {
    #pieces = [];
    #piece = Buffer.allocUnsafe(PIECE);
    #at = 0;
    end() {
        this.#flush(0);
        return this.#pieces;
    }
    byte(value) {
        this.#reserve(ROOM);
        this.#piece[this.#at++] = value;
    }
    /** Writes whether a nullable value is there. */
    isPresent(value) {
        const isPresent = value !== null && value !== undefined;
        this.byte(isPresent ? 0 : 1);
        return isPresent;
    }
    /** A length, in groups of 7 bits. */
    count(value) {
        this.#reserve(ROOM);
        while (value >= 0x80) {
            this.#piece[this.#at++] = (value & 0x7f) | 0x80;
            value >>>= 7;
        }
        this.#piece[this.#at++] = value;
    }
    text(value) {
        const { length } = value;
        if (length <= SHORT && this.#ascii(value, length))
            return;
        if (length <= MEDIUM)
            return this.#medium(value, length);
        const bytes = Buffer.byteLength(value);
        this.#reserve(bytes + ROOM);
        this.count(bytes);
        this.#at += this.#piece.write(value, this.#at, 'utf8');
    }
    /** Writes a text in one pass, with room left before it for its length as if it were ASCII, as most are. */
    #medium(value, length) {
        this.#reserve(length * BYTES_OF_CHARACTER + ROOM);
        const start = this.#at;
        const room = sizeOfCount(length);
        const bytes = this.#piece.write(value, start + room, 'utf8');
        const size = sizeOfCount(bytes);
        if (size !== room)
            this.#piece.copyWithin(start + size, start + room, start + room + bytes);
        this.count(bytes);
        this.#at += bytes;
    }
    integer(value) {
        if (!Number.isSafeInteger(value))
            throw new RangeError(`${value} is not a whole number of at most 2^53`);
        this.#reserve(ROOM);
        this.#at = this.#piece.writeInt32LE(value | 0, this.#at);
        this.#at = this.#piece.writeInt32LE(Math.floor(value / 2 ** 32), this.#at);
    }
    date(value) {
        const microseconds = microsecondsOf(value);
        if (!(microseconds >= FIRST_DATE && microseconds < END_OF_DATES)) {
            throw new RangeError(`${value} is out of range; a date lies between 1900 and 2200`);
        }
        this.integer(microseconds);
    }
    version(value) {
        this.#reserve(ROOM);
        this.#at = this.#piece.writeBigUInt64LE(BigInt(value), this.#at);
    }
    float(value) {
        this.#reserve(ROOM);
        this.#at = this.#piece.writeDoubleLE(value, this.#at);
    }
    decimal(value) {
        if (!(Math.abs(value) < MAX_DECIMAL))
            throw new RangeError(`${value} is more than a cost can be`);
        const scaled = BigInt(Math.round(value * DECIMALS));
        this.#reserve(ROOM);
        this.#at = this.#piece.writeBigInt64LE(BigInt.asIntN(64, scaled), this.#at);
        this.#at = this.#piece.writeBigInt64LE(scaled >> 64n, this.#at);
    }
    /** Writes a short text if it is plain ASCII: most are. */
    #ascii(value, length) {
        this.#reserve(SHORT + ROOM);
        const piece = this.#piece;
        const start = this.#at;
        piece[start] = length;
        for (let index = 0; index < length; index++) {
            const code = value.charCodeAt(index);
            if (code > 0x7f)
                return false;
            piece[start + 1 + index] = code;
        }
        this.#at = start + 1 + length;
        return true;
    }
    #reserve(bytes) {
        if (this.#at + bytes > this.#piece.length)
            this.#flush(bytes);
    }
    #flush(needed) {
        if (this.#at > 0)
            this.#pieces.push(this.#piece.subarray(0, this.#at));
        this.#piece = needed === 0 ? Buffer.alloc(0) : Buffer.allocUnsafe(Math.max(PIECE, needed));
        this.#at = 0;
    }
}
//# sourceMappingURL=row-binary.js.map
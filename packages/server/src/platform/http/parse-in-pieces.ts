import { setImmediate as nextTurn } from 'node:timers/promises';

/** Size of a piece, in bytes, and number of objects and lists in it, from which it is parsed at the next comma. */
const PIECE_BYTES = 2 ** 20;
const PIECE_CONTAINERS = 20_000;
/** Number of levels on which a value is divided. */
const MAX_LEVELS = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** An object or list that has begun and not ended. */
interface Open {
  isList: boolean;
  /** Offset of its bracket. */
  at: number;
  /** Its members that are parsed; undefined if none is. */
  value?: unknown[] | Record<string, unknown>;
  /** Offset of its text that is not parsed. */
  from: number;
  /** Offset after its last comma, where a member begins. */
  memberAt: number;
  /** Key of the member that is being parsed in pieces, in an object. */
  key: string;
  /** Whether its text continues after a member that was parsed in pieces. */
  isAfterMember: boolean;
}

/**
 * Parses a large JSON text in pieces and lets others run between them. The result is the same as `parse` returns for
 * the whole text.
 *
 * @param bytes the text in UTF-8
 * @param parse parses a piece; also the whole text, if it cannot be divided
 * @throws {SyntaxError} whose position may be relative to a piece
 */
export async function parseInPieces(bytes: Buffer, parse: (text: string) => unknown): Promise<unknown> {
  const parser = new PieceParser(bytes, parse);
  while (parser.advance()) await nextTurn();
  return parser.result;
}

class PieceParser {
  result: unknown;
  readonly #bytes: Buffer;
  readonly #parse: (text: string) => unknown;
  readonly #open: Open[] = [];
  /** Number of open levels beyond {@link MAX_LEVELS}. */
  #beyond = 0;
  /** Number of objects and lists in the current piece, and the offset where it begins. */
  #containers = 0;
  #pieceAt = 0;
  #at = 0;
  /** Text that cannot be divided, when it is decoded. */
  #whole: string | undefined;
  /** Offset after the whole value; undefined as long as it has not ended. */
  #end: number | undefined;

  constructor(bytes: Buffer, parse: (text: string) => unknown) {
    this.#bytes = bytes;
    this.#parse = parse;
  }

  /** Goes on to the end of the next piece. Returns false at the end of the text. */
  advance(): boolean {
    const bytes = this.#bytes;
    while (this.#at < bytes.length) {
      const at = this.#at++;
      const byte = bytes[at];
      if (byte === QUOTE) this.#at = endOfText(bytes, at);
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#begin(at, byte === OPEN_LIST);
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#close(at, byte === CLOSE_LIST);
      else if (byte === COMMA && this.#beyond === 0 && this.#separate(at)) return true;
    }
    if (this.#end === undefined) return this.#parseWhole();
    if (this.#text(this.#end, bytes.length).trim() !== '') throw unexpected(this.#end);
    return false;
  }

  /** Decodes a text that cannot be divided, and parses it in the next step. */
  #parseWhole(): boolean {
    if (this.#whole === undefined) {
      this.#whole = this.#text(0, this.#bytes.length);
      return true;
    }
    this.result = this.#parse(this.#whole);
    return false;
  }

  #begin(at: number, isList: boolean): void {
    this.#containers++;
    if (this.#open.length === MAX_LEVELS) this.#beyond++;
    else this.#open.push({ isList, at, from: at + 1, memberAt: at + 1, key: '', isAfterMember: false });
  }

  #close(at: number, isList: boolean): void {
    if (this.#beyond > 0) {
      this.#beyond--;
      return;
    }
    const closed = this.#open.pop();
    if (closed?.isList !== isList) throw unexpected(at);
    if (!closed.value) return;
    if (!closed.isAfterMember) this.#add(closed, closed.from, at);
    else if (!this.#isBlank(closed.from, at)) throw unexpected(closed.from);
    const parent = this.#open.at(-1);
    if (!parent) {
      this.result = closed.value;
      this.#end = at + 1;
      return;
    }
    addMember(parent, closed.value);
    parent.isAfterMember = true;
    parent.from = at + 1;
  }

  /** Handles a comma. Returns whether a piece was parsed. */
  #separate(at: number): boolean {
    const current = this.#open.at(-1);
    if (!current) throw unexpected(at);
    if (current.isAfterMember) {
      if (!this.#isBlank(current.from, at)) throw unexpected(current.from);
      current.isAfterMember = false;
      current.from = current.memberAt = at + 1;
      return false;
    }
    const isPiece = at - this.#pieceAt >= PIECE_BYTES || this.#containers >= PIECE_CONTAINERS;
    if (isPiece) {
      for (const [level, open] of this.#open.entries()) this.#addComplete(open, this.#open[level + 1]);
      this.#add(current, current.from, at);
      current.from = at + 1;
      this.#pieceAt = at;
      this.#containers = 0;
    }
    current.memberAt = at + 1;
    return isPiece;
  }

  /** Parses the complete members of an open value, and the key of the one that contains the next open value. */
  #addComplete(open: Open, inner: Open | undefined): void {
    if (!inner || inner.value) return;
    if (open.from < open.memberAt) this.#add(open, open.from, open.memberAt - 1);
    open.value ??= open.isList ? [] : {};
    const before = this.#text(open.memberAt, inner.at).trim();
    if (open.isList) {
      if (before !== '') throw unexpected(open.memberAt);
      return;
    }
    const key: unknown = before.endsWith(':') ? JSON.parse(before.slice(0, -1)) : undefined;
    if (typeof key !== 'string') throw unexpected(open.memberAt);
    open.key = key;
  }

  /** Parses members between two offsets and adds them. */
  #add(open: Open, from: number, to: number): void {
    const text = this.#text(from, to);
    if (text.trim() === '') throw unexpected(to);
    if (open.isList) {
      const list = (open.value ??= []) as unknown[];
      for (const member of this.#parse(`[${text}]`) as unknown[]) list.push(member);
    } else {
      const members = Object.entries(this.#parse(`{${text}}`) as Record<string, unknown>);
      open.value ??= {};
      for (const [key, member] of members) addMember(Object.assign(open, { key }), member);
    }
  }

  #isBlank(from: number, to: number): boolean {
    return this.#text(from, to).trim() === '';
  }

  #text(from: number, to: number): string {
    return this.#bytes.toString('utf8', from, to);
  }
}

/** Adds a member as JSON.parse does: the key `__proto__` is a key like every other. */
function addMember({ value, key }: Open, member: unknown): void {
  if (Array.isArray(value)) value.push(member);
  else if (value && key !== '__proto__') value[key] = member;
  else if (value)
    Object.defineProperty(value, key, { value: member, enumerable: true, configurable: true, writable: true });
}

/** Returns the offset after the text that begins at a quote. */
function endOfText(bytes: Buffer, quote: number): number {
  for (let at = quote + 1; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) return at + 1;
    if (bytes[at] === BACKSLASH) at++;
  }
  return bytes.length;
}

function unexpected(at: number): SyntaxError {
  return new SyntaxError(`unexpected character at byte ${at}`);
}

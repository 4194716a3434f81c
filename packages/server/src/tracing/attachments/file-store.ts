import type { Readable } from 'node:stream';

/** A part of a file that was uploaded, as the client names it when it is done. */
export interface UploadedPart {
  number: number;
  /** What the part's PUT answered, without quotes. */
  etag: string;
}

/** A range of bytes, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where the files of attachments are kept. A key is a path of segments that hold nothing but letters, digits, `-`, `_`,
 * `.` and `%`; a file is never changed once it is written.
 */
export interface FileStore {
  /**
   * Writes a file. It is there whole, or not at all.
   *
   * @param size how many bytes will come
   * @throws {WrongSize} where more or fewer come
   */
  write(key: string, bytes: Readable, size: number): Promise<void>;
  /** Reads a file, or a range of it; nothing where it is not there. */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Deletes files; those that are not there are not missed. */
  delete(keys: readonly string[]): Promise<void>;
  /** The keys of all files, in portions, ordered. */
  list(): AsyncIterable<string[]>;
  /** Begins a file that comes in parts. */
  begin(key: string): Promise<string>;
  /** Takes a part (1 to 10,000) of a file; a part that comes again replaces the earlier one. Returns its ETag. */
  writePart(key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string>;
  /**
   * Makes the file of its parts. Returns its size in bytes.
   *
   * @throws {WrongParts} where a part is missing or another one than the client means
   */
  complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number>;
  /** Forgets a file whose parts will not come. */
  abort(key: string, upload: string): Promise<void>;
}

/** A body that was not as long as it said. */
export class WrongSize extends Error {
  override readonly name = 'WrongSize';

  constructor(expected: number, got: number) {
    super(`${expected} bytes were announced and ${got} came`);
  }
}

/** The parts of a file do not fit together. */
export class WrongParts extends Error {
  override readonly name = 'WrongParts';
}

import type { Readable } from 'node:stream';

/** Uploaded part of a file, as the client lists it at the end. */
export interface UploadedPart {
  number: number;
  /** ETag that the PUT of the part returned, without quotes. */
  etag: string;
}

/** Range of bytes, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Store for the files of attachments. A key is a path of segments of letters, digits, `-`, `_`, `.` and `%`. A file
 * never changes once it is written.
 */
export interface FileStore {
  /**
   * Writes a file completely or not at all.
   *
   * @param size number of bytes of the stream
   * @throws {WrongSize} if the stream has more or fewer bytes
   */
  write(key: string, bytes: Readable, size: number): Promise<void>;
  /** Reads a file, or a range of it; undefined if it does not exist. */
  read(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Deletes files; unknown keys are ignored. */
  delete(keys: readonly string[]): Promise<void>;
  /** Yields the keys of all files in chunks, ordered. */
  list(): AsyncIterable<string[]>;
  /** Starts an upload in parts. Returns its id. */
  begin(key: string): Promise<string>;
  /** Writes a part (1 to 10,000) of a file; a repeated part replaces the earlier one. Returns its ETag. */
  writePart(key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string>;
  /**
   * Makes the file of its parts. Returns its size in bytes.
   *
   * @throws {WrongParts} if a part is missing or has another ETag
   */
  complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number>;
  /** Aborts an upload. */
  abort(key: string, upload: string): Promise<void>;
}

/** Body whose length differs from the announced one. */
export class WrongSize extends Error {
  override readonly name = 'WrongSize';

  constructor(expected: number, received: number) {
    super(`${expected} bytes were announced, and ${received} were received`);
  }
}

/** Parts that do not make the file. */
export class WrongParts extends Error {
  override readonly name = 'WrongParts';
}

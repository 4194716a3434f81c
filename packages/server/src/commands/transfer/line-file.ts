import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { splitLines } from './split-lines.ts';

/** A file with one JSON object per line, to which lines are appended. */
export class LineFile {
  readonly #file: FileHandle;
  /** Length of the file, in bytes. */
  bytes: number;

  private constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.bytes = bytes;
  }

  /** Opens a file to append to its first `bytes` bytes. Everything after them is removed. */
  static async open(path: string, bytes: number): Promise<LineFile> {
    const file = await open(path, existsSync(path) ? 'r+' : 'w+', 0o600);
    await file.truncate(bytes);
    return new LineFile(file, bytes);
  }

  async append(records: readonly unknown[]): Promise<void> {
    const text = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await this.#file.write(text, 0, text.length, this.bytes);
    this.bytes += text.length;
  }

  async close(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }
}

/** Reads the objects of a line file from a line on, in lists of `size`. A file that does not exist has no lines. */
export async function* readLines<T>(path: string, { from, size }: { from: number; size: number }): AsyncGenerator<T[]> {
  if (!existsSync(path)) return;
  let line = 0;
  let batch: T[] = [];
  for await (const text of splitLines(createReadStream(path))) {
    if (line++ < from || text.trim() === '') continue;
    try {
      batch.push(JSON.parse(text) as T);
    } catch (error) {
      throw new Error(`${path}, line ${line}: ${(error as Error).message}`, { cause: error });
    }
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

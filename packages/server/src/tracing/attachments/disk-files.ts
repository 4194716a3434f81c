import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { WrongParts, WrongSize, type ByteRange, type FileStore, type UploadedPart } from './file-store.ts';

/** Stores files below a directory of the disk. */
export class DiskFiles implements FileStore {
  readonly #files: string;
  readonly #uploads: string;

  /** @param directory created with the first file, readable only by its owner */
  constructor(directory: string) {
    this.#files = join(directory, 'files');
    this.#uploads = join(directory, 'uploads');
  }

  async write(key: string, bytes: Readable, size: number): Promise<void> {
    const unfinished = join(this.#uploads, `${randomUUID()}.file`);
    await save(unfinished, bytes, size);
    await this.#place(unfinished, key);
  }

  async read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const path = this.#path(key);
    return (await isThere(path)) ? createReadStream(path, range) : undefined;
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await rm(this.#path(key), { force: true });
      await this.#pruneAbove(key);
    }
  }

  async *list(): AsyncIterable<string[]> {
    yield* keysBelow(this.#files, '');
  }

  async begin(): Promise<string> {
    const upload = randomUUID();
    await mkdir(join(this.#uploads, upload), { recursive: true, mode: 0o700 });
    return upload;
  }

  async writePart(_key: string, upload: string, part: number, bytes: Readable, size: number): Promise<string> {
    const unfinished = join(this.#uploads, upload, `${randomUUID()}.part`);
    const etag = await save(unfinished, bytes, size);
    const path = this.#part(upload, part, etag);
    await rename(unfinished, path);
    for (const name of await readdir(dirname(path))) {
      if (name.startsWith(`${part}-`) && join(dirname(path), name) !== path) await rm(join(dirname(path), name));
    }
    return etag;
  }

  async complete(key: string, upload: string, parts: readonly UploadedPart[]): Promise<number> {
    const unfinished = join(this.#uploads, upload, 'whole');
    let size = 0;
    const paths: string[] = [];
    for (const { number, etag } of parts) {
      const path = /^[0-9a-f]{32}$/.test(etag) ? this.#part(upload, number, etag) : '';
      const found = path && (await stat(path).catch(() => undefined));
      if (!found) throw new WrongParts(`part ${number} with the ETag "${etag}" was not uploaded`);
      size += found.size;
      paths.push(path);
    }
    await save(unfinished, Readable.from(contentsOf(paths), { objectMode: false }), size);
    await this.#place(unfinished, key);
    await this.abort(key, upload);
    return size;
  }

  async abort(_key: string, upload: string): Promise<void> {
    await rm(join(this.#uploads, upload), { recursive: true, force: true });
  }

  /** Copies all files into another directory. Files that are deleted meanwhile are left out. */
  async copyTo(directory: string): Promise<void> {
    for await (const keys of this.list()) {
      for (const key of keys) {
        const target = join(directory, 'files', ...key.split('/'));
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await copyFile(this.#path(key), target).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOENT') throw error;
        });
      }
    }
  }

  #path(key: string): string {
    return join(this.#files, ...key.split('/'));
  }

  #part(upload: string, part: number, etag: string): string {
    return join(this.#uploads, upload, `${part}-${etag}`);
  }

  async #place(unfinished: string, key: string): Promise<void> {
    const path = this.#path(key);
    // The deletion of another file may remove the empty directory in between.
    for (let attempt = 0; ; attempt++) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await rename(unfinished, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 5) throw error;
      }
    }
    await syncDirectory(dirname(path));
  }

  /** Removes the directories that a deleted file left empty. */
  async #pruneAbove(key: string): Promise<void> {
    const segments = key.split('/').slice(0, -1);
    for (; segments.length > 0; segments.pop()) {
      const removed = await rmEmpty(join(this.#files, ...segments));
      if (!removed) return;
    }
  }
}

/** Writes a stream to a new file and syncs it to disk. Returns its MD5 as hexadecimal text. */
async function save(path: string, bytes: Readable, size: number): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('md5');
  let received = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > size) throw new WrongSize(size, received);
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    if (received !== size) throw new WrongSize(size, received);
    await file.sync();
    await file.close();
    return hash.digest('hex');
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}

async function* contentsOf(paths: readonly string[]): AsyncIterable<Buffer> {
  for (const path of paths) yield* createReadStream(path) as AsyncIterable<Buffer>;
}

async function* keysBelow(directory: string, prefix: string): AsyncIterable<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => prefix + entry.name);
  if (files.length > 0) yield files.toSorted();
  const directories = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (const name of directories.toSorted()) yield* keysBelow(join(directory, name), `${prefix}${name}/`);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Syncs a directory, so that the name of a file survives a power failure like its bytes. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => undefined);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}

/** Removes a directory if it is empty. Returns whether it did. */
async function rmEmpty(path: string): Promise<boolean> {
  return rmdir(path).then(
    () => true,
    () => false,
  );
}

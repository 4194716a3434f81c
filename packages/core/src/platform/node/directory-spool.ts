import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { SpooledFile, SpoolOptions, SpoolStore } from '../spool-store.ts';

/** Time after which an untouched directory counts as abandoned, in ms. */
const ABANDONED_MS = 5 * 60_000;
/** `<order>.<kind>.<items>.spool`. The name of an unfinished file ends in `.part`. */
const FILE = /^([\d-]+-\w+)\.(\w+)\.(\d+)\.spool$/;

/** Returns the directory of the user. A directory that another user made is not trusted. */
function baseOf(directory: string | undefined): string {
  const base = directory ?? join(tmpdir(), `vitrine-spool-${userInfo().username}`);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const made = lstatSync(base);
  const uid = process.getuid?.();
  if (!made.isDirectory()) throw new Error(`${base} is not a directory`);
  if (directory === undefined && uid !== undefined && made.uid !== uid)
    throw new Error(`${base} belongs to another user`);
  return base;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * A spool in a directory of its own, `<base>/<identity>/<host>~<pid>~<time>~<random>/`, with one file for each request.
 */
class DirectorySpool implements SpoolStore {
  readonly #root: string;
  readonly #tag = randomBytes(4).toString('hex');
  readonly #name = `${hostname()}~${process.pid}~${Date.now()}~${this.#tag}`;
  readonly #maxBytes: number;
  /** Files in the order of their names, which is the order of the writes. */
  #files: SpooledFile[] = [];
  #made = false;
  #counted = 0;
  items = 0;
  bytes = 0;

  constructor(root: string, maxBytes: number) {
    this.#root = root;
    this.#maxBytes = maxBytes;
  }

  get directory(): string {
    return join(this.#root, this.#name);
  }

  #newFile(kind: string, items: number, bytes: number): SpooledFile | undefined {
    if (this.bytes + bytes > this.#maxBytes) return undefined;
    const order = `${String(Date.now()).padStart(15, '0')}-${String(++this.#counted).padStart(8, '0')}-${this.#tag}`;
    return { name: `${order}.${kind}.${items}.spool`, kind, items, bytes };
  }

  #add(file: SpooledFile): void {
    this.items += file.items;
    this.bytes += file.bytes;
    this.#files.push(file);
  }

  async put(kind: string, items: number, content: string | Uint8Array): Promise<boolean> {
    const file = this.#newFile(kind, items, Buffer.byteLength(content));
    if (file === undefined) return false;
    const path = join(this.directory, file.name);
    const write = async (): Promise<void> => {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, content, { mode: 0o600 });
      await rename(`${path}.part`, path);
    };
    // Another process may have moved the directory, because it assumed that this process had ended.
    await write().catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? write() : Promise.reject(error)));
    this.#made = true;
    this.#add(file);
    return true;
  }

  putSync(kind: string, items: number, content: string | Uint8Array): boolean {
    const file = this.#newFile(kind, items, Buffer.byteLength(content));
    if (file === undefined) return false;
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.directory, file.name), content, { mode: 0o600 });
    this.#add(file);
    return true;
  }

  async adopt(): Promise<number> {
    const names = await readdir(this.#root).catch(() => []);
    let adopted = 0;
    for (const name of names) {
      if (name === this.#name || !(await this.#isAbandoned(name))) continue;
      const mine = `${name}~${this.#name}`.slice(-200);
      try {
        // If several processes try, one succeeds.
        await rename(join(this.#root, name), join(this.#root, mine));
        adopted += await this.#takeFrom(mine);
      } catch {
        // Another process was first.
      }
    }
    return adopted;
  }

  async #isAbandoned(name: string): Promise<boolean> {
    const [host, pid = '', made = ''] = name.split('~').slice(-4);
    const start = Date.now() - process.uptime() * 1_000;
    if (host === hostname()) {
      if (Number(pid) === process.pid) return Number(made) < start;
      if (!isAlive(Number(pid))) return true;
    }
    const seen = await stat(join(this.#root, name)).catch(() => undefined);
    return seen !== undefined && Date.now() - seen.mtimeMs > ABANDONED_MS;
  }

  /** Moves the files of a directory into this spool's own. */
  async #takeFrom(name: string): Promise<number> {
    const from = join(this.#root, name);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    this.#made = true;
    let items = 0;
    for (const file of await readdir(from)) {
      const [, order, kind, count] = FILE.exec(file) ?? [];
      if (order === undefined || kind === undefined) continue;
      const path = join(this.directory, file);
      await rename(join(from, file), path);
      this.#add({ name: file, kind, items: Number(count), bytes: (await stat(path)).size });
      items += Number(count);
    }
    this.#files.sort((a, b) => (a.name < b.name ? -1 : 1));
    await rm(from, { recursive: true, force: true });
    return items;
  }

  oldest(count: number): readonly SpooledFile[] {
    return this.#files.slice(0, count);
  }

  read(file: SpooledFile): Promise<Uint8Array> {
    return readFile(join(this.directory, file.name));
  }

  async remove(file: SpooledFile): Promise<void> {
    const at = this.#files.indexOf(file);
    if (at === -1) return;
    this.#files.splice(at, 1);
    this.items -= file.items;
    this.bytes -= file.bytes;
    await unlink(join(this.directory, file.name)).catch(() => undefined);
  }

  async touch(): Promise<void> {
    const now = new Date();
    if (this.#made) await utimes(this.directory, now, now).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.#made && this.#files.length === 0) await rmdir(this.directory).catch(() => undefined);
  }
}

/** Opens a spool on the disk of this machine. Throws if that is not possible. */
export function openSpoolStore({ directory, identity, maxBytes }: SpoolOptions): SpoolStore | undefined {
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return new DirectorySpool(join(baseOf(directory), hash), maxBytes);
}

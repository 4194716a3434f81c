import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Registers the servers that use one data directory. Each has a file in `servers/` that is named after its process, so
 * that a server knows whether it is the only one.
 */
export class ServerRegister {
  readonly #directory: string;
  /** Time of the last change of the directory that each owner has seen. */
  readonly #lastChanges = new WeakMap<object, bigint>();
  readonly #name = `${process.pid}.${randomBytes(4).toString('hex')}`;

  constructor(dataDir: string) {
    this.#directory = join(dataDir, 'servers');
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#directory, this.#name), '');
  }

  /** Whether other servers use the directory. Removes the files of processes that have ended. */
  hasOthers(): boolean {
    let others = false;
    for (const name of readdirSync(this.#directory)) {
      if (name === this.#name) continue;
      if (isAlive(Number.parseInt(name, 10))) others = true;
      else rmSync(join(this.#directory, name), { force: true });
    }
    return others;
  }

  /** Whether no other server uses the directory, or has used it since the last call with the same `owner`. */
  isAlone(owner: object): boolean {
    const others = this.hasOthers();
    const changed = statSync(this.#directory, { bigint: true }).mtimeNs;
    const before = this.#lastChanges.get(owner);
    this.#lastChanges.set(owner, changed);
    return !others && (before === undefined || before === changed);
  }

  close(): void {
    rmSync(join(this.#directory, this.#name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

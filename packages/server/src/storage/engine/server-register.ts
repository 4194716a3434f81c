import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The servers that use one data directory: each has a file in `servers/`, named after its process. So a server knows
 * whether it writes alone.
 */
export class ServerRegister {
  readonly #directory: string;
  /** When the directory had changed, as each asker last saw it. */
  readonly #lastChanges = new WeakMap<object, bigint>();
  readonly #name = `${process.pid}.${randomBytes(4).toString('hex')}`;

  constructor(dataDir: string) {
    this.#directory = join(dataDir, 'servers');
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#directory, this.#name), '');
  }

  /** Whether another server uses the directory too. The files of processes that are gone are removed. */
  hasOthers(): boolean {
    let others = false;
    for (const name of readdirSync(this.#directory)) {
      if (name === this.#name) continue;
      if (isAlive(Number.parseInt(name, 10))) others = true;
      else rmSync(join(this.#directory, name), { force: true });
    }
    return others;
  }

  /** Whether nobody else is there now, nor came and went since this asker asked the last time. */
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
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

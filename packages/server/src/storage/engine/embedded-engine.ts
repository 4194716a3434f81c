import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Health } from '../health/health.ts';
import { readEngineFile, removeEngineFile, writeEngineFile } from './engine-file.ts';
import {
  answers,
  DataDirectoryLocked,
  startEngineProcess,
  type EngineAddress,
  type EngineProcess,
} from './engine-process.ts';
import { EngineMissing, locateLibrary } from './locate-library.ts';
import { ServerRegister } from './server-register.ts';

/** Maximum pause between two attempts to start the engine, in ms. */
const MAX_BACKOFF_MS = 15_000;
/** How often a process checks the engine of another process that it uses, in ms. */
const WATCH_MS = 500;
/** Number of consecutive failed starts after which the state is `failed`. Starting is retried nevertheless. */
const FAILED_AFTER = 3;

interface EmbeddedEngineOptions {
  dataDir: string;
  memoryLimit?: number | undefined;
  log: Logger;
  health: Health;
  /** Called with the engine's address each time the engine becomes ready. */
  onAddress: (address: EngineAddress) => void;
}

/**
 * The embedded ClickHouse of one data directory. It is a child of this process, or the engine of another process that
 * already holds the directory. It is restarted whenever it ends, until it is closed.
 */
export class EmbeddedEngine {
  readonly health: Health;
  readonly #options: EmbeddedEngineOptions;
  readonly #dataDir: string;
  readonly #register: ServerRegister;
  #own: EngineProcess | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  readonly #running: Promise<void>;

  constructor(options: EmbeddedEngineOptions) {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(join(options.dataDir, '.gitignore'), '*\n');
    this.#options = options;
    this.#dataDir = realpathSync(options.dataDir);
    this.#register = new ServerRegister(this.#dataDir);
    this.health = options.health;
    this.#running = this.#supervise();
  }

  /** Whether another server uses the same data now. */
  isShared(): boolean {
    return this.#register.hasOthers();
  }

  /** Whether no other server has used the same data since the last call with the same `owner`. */
  isAlone(owner: object): boolean {
    return this.#register.isAlone(owner);
  }

  /** Stops the engine if this process has started it; otherwise only stops watching it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake?.();
    await this.#own?.stop();
    await this.#running;
    this.#register.close();
  }

  async #supervise(): Promise<void> {
    for (let failures = 0; !this.#closed;) {
      try {
        const lived = (await this.#join()) || (await this.#start());
        if (lived) failures = 0;
        if (!this.#closed) this.health.set('restarting', 'the engine ended and is being restarted');
      } catch (error) {
        if (this.#closed) break;
        if (error instanceof EngineMissing) {
          this.health.end(error.message);
          return;
        }
        failures++;
        const reason = error instanceof Error ? error.message : String(error);
        const state = failures >= FAILED_AFTER ? 'failed' : 'restarting';
        this.health.set(state, `the embedded engine does not start: ${reason}`);
        this.#options.log.error({ reason, failures }, 'vitrine: the embedded ClickHouse engine did not start');
        await this.#pause(Math.min(MAX_BACKOFF_MS, 200 * 2 ** failures));
      }
    }
    this.health.end('the server was closed');
  }

  /** Uses the engine of another process until that engine ends. Returns false if there is none. */
  async #join(): Promise<boolean> {
    const file = readEngineFile(this.#dataDir);
    if (!file || !(await answers(file))) return false;
    this.#ready(file);
    for (let missed = 0; missed < 2 && !this.#closed;) {
      await this.#pause(WATCH_MS);
      missed = (await answers(file, 5_000)) ? 0 : missed + 1;
    }
    return true;
  }

  /** Starts an engine and waits for its end. Returns whether the engine became ready. */
  async #start(): Promise<boolean> {
    const library = await locateLibrary();
    const { memoryLimit } = this.#options;
    try {
      this.#own = await startEngineProcess({ library, dataDir: this.#dataDir, memoryLimit });
    } catch (error) {
      if (!(error instanceof DataDirectoryLocked)) throw error;
      // Another process was faster, or its engine is still stopping: look for the engine file again.
      await this.#pause(100);
      if (!readEngineFile(this.#dataDir)) throw error;
      return false;
    }
    const { pid, port, secret, ended } = this.#own;
    if (this.#closed) {
      await this.#own.stop();
      return true;
    }
    writeEngineFile(this.#dataDir, { pid, port, secret });
    this.#ready({ port, secret });
    const lastOutput = await ended;
    this.#own = undefined;
    if (readEngineFile(this.#dataDir)?.pid === pid) removeEngineFile(this.#dataDir);
    if (!this.#closed)
      this.#options.log.warn({ lastOutput }, 'vitrine: the embedded ClickHouse engine ended; restarting it');
    return true;
  }

  #ready({ port, secret }: EngineAddress): void {
    if (this.#closed) return;
    this.#options.onAddress({ port, secret });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#closed) this.#wake();
    });
  }
}

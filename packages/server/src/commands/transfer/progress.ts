import { SingleBar } from 'cli-progress';

/** Shows the progress of a transfer if stderr is a terminal. */
export class Progress {
  readonly #bar: SingleBar | undefined;

  constructor() {
    if (process.stderr.isTTY) {
      const format = '{what} {bar} {value}/{total} | {duration_formatted}';
      this.#bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
    }
  }

  start(what: string, total: number, done = 0): void {
    this.#bar?.start(total, done, { what: what.padEnd(12) });
  }

  add(count: number): void {
    this.#bar?.increment(count);
  }

  stop(): void {
    this.#bar?.stop();
  }
}

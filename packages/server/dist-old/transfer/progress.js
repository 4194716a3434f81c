import { SingleBar } from 'cli-progress';
/** Shows on a terminal how far a transfer is; elsewhere nothing. */
export class Progress {
    #bar;
    constructor() {
        if (process.stderr.isTTY) {
            const format = '{what} {bar} {value}/{total} | {duration_formatted}';
            this.#bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
        }
    }
    start(what, total, done = 0) {
        this.#bar?.start(total, done, { what: what.padEnd(12) });
    }
    add(count) {
        this.#bar?.increment(count);
    }
    stop() {
        this.#bar?.stop();
    }
}
//# sourceMappingURL=progress.js.map
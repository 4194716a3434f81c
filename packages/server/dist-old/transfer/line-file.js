import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
/** A file of JSON objects, one on each line, that grows at its end. */
export class LineFile {
    #file;
    /** How long it is, in bytes. */
    bytes;
    constructor(file, bytes) {
        this.#file = file;
        this.bytes = bytes;
    }
    /** Opens it to go on after so many bytes; what was written behind them is cut off. */
    static async open(path, bytes) {
        const file = await open(path, existsSync(path) ? 'r+' : 'w+', 0o600);
        await file.truncate(bytes);
        return new LineFile(file, bytes);
    }
    async append(records) {
        const text = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
        await this.#file.write(text, 0, text.length, this.bytes);
        this.bytes += text.length;
    }
    async close() {
        await this.#file.sync();
        await this.#file.close();
    }
}
/** The objects of such a file, in lists of so many, from a line on; nothing where there is no file. */
export async function* readLines(path, { from, size }) {
    if (!existsSync(path))
        return;
    let line = 0;
    let batch = [];
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
        if (line++ < from || text.trim() === '')
            continue;
        try {
            batch.push(JSON.parse(text));
        }
        catch (error) {
            throw new Error(`${path}, line ${line}: ${error.message}`, { cause: error });
        }
        if (batch.length < size)
            continue;
        yield batch;
        batch = [];
    }
    if (batch.length > 0)
        yield batch;
}
//# sourceMappingURL=line-file.js.map
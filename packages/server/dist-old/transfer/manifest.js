import { readFile, rename, writeFile } from 'node:fs/promises';
/** What an export holds; each but the last is a file `<name>.jsonl`. */
export const PARTS = ['traces', 'spans', 'threads', 'attachments'];
/** Reads a JSON file; nothing where there is none. */
export async function readJson(path) {
    try {
        return JSON.parse(await readFile(path, 'utf8'));
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw new Error(`${path} cannot be read: ${error.message}`, { cause: error });
    }
}
/** Writes all of it or nothing. */
export async function writeJson(path, value) {
    await writeFile(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.part`, path);
}
//# sourceMappingURL=manifest.js.map
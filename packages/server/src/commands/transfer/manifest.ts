import { readFile, rename, writeFile } from 'node:fs/promises';

/** What an export holds; each but the last is a file `<name>.jsonl`. */
export const PARTS = ['traces', 'spans', 'threads', 'attachments'] as const;
export type Part = (typeof PARTS)[number];

/** How far a part is. */
export interface PartState {
  done: boolean;
  /** How many records there are. */
  count: number;
  /** The length of the file, in bytes. */
  bytes: number;
  /** Of traces and spans the id up to which they are there; of the others how many traces or files are done. */
  after?: string | undefined;
  position?: number | undefined;
}

/** What an export is of, and how far it is: `export.json`. */
export interface Manifest {
  version: 1;
  url: string;
  project: string;
  filter?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  include: Part[];
  parts: Partial<Record<Part, PartState>>;
}

/** Reads a JSON file; nothing where there is none. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes all of it or nothing. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

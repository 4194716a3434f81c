import { readFile, rename, writeFile } from 'node:fs/promises';

/** Parts of an export. Each is a file `<name>.jsonl`; the files of attachments are in a directory. */
export const PARTS = ['traces', 'spans', 'threads', 'attachments'] as const;
export type Part = (typeof PARTS)[number];

/** Progress of a part. */
export interface PartState {
  done: boolean;
  /** Number of exported records. */
  count: number;
  /** Length of the file, in bytes. */
  bytes: number;
  /** Id of the last exported trace or span. */
  after?: string | undefined;
  /** Number of traces whose records were exported, for parts that are read trace by trace. */
  position?: number | undefined;
}

/** Subject and progress of an export: the content of `export.json`. */
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

/** Reads a JSON file; undefined if it does not exist. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Writes a JSON file in one step. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

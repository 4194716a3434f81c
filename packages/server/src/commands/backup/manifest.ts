import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({
  /** Version of Vitrine that made the backup. */
  vitrine: z.string(),
  /** Number of the newest migration of its tables. */
  schema: z.number().int(),
  /** Name of its database. */
  database: z.string(),
  /** When the backup began (ISO 8601). It contains all writes that were acknowledged before. */
  created_at: z.string(),
});

/** Content of `manifest.json` in a backup. */
export type Manifest = z.infer<typeof Manifest>;

const nameIn = (directory: string): string => join(directory, 'manifest.json');

export function writeManifest(directory: string, manifest: Manifest): void {
  writeFileSync(nameIn(directory), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** @throws if the directory does not contain a backup */
export function readManifest(directory: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(nameIn(directory), 'utf8')));
  } catch {
    throw new Error(`${directory} is not a backup of Vitrine: it has no manifest.json that can be read`);
  }
}

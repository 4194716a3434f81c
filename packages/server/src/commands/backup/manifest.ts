import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Manifest = z.object({
  /** The version of Vitrine that made the backup. */
  vitrine: z.string(),
  /** The number of the newest migration that its tables have. */
  schema: z.number().int(),
  /** The name of the database in it. */
  database: z.string(),
  /** When it was begun: what was acknowledged before is in it. ISO 8601. */
  created_at: z.string(),
});

/** What a backup says about itself, in `manifest.json` beside its data. */
export type Manifest = z.infer<typeof Manifest>;

const nameIn = (directory: string): string => join(directory, 'manifest.json');

export function writeManifest(directory: string, manifest: Manifest): void {
  writeFileSync(nameIn(directory), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** @throws where the directory holds no backup */
export function readManifest(directory: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(nameIn(directory), 'utf8')));
  } catch {
    throw new Error(`${directory} is not a backup of Vitrine: it has no manifest.json that can be read`);
  }
}

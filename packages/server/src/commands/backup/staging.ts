import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Does something with a new name in `backups/` of a data directory, the only place where the engine may write backups
 * and read them. What is there in the end is removed.
 */
export async function withStaging<T>(dataDir: string, use: (path: string) => Promise<T>): Promise<T> {
  const backups = join(realpathSync(dataDir), 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const path = join(backups, randomUUID());
  try {
    return await use(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

/** Moves a directory, to another disk too. */
export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
  }
}

export function isEmpty(directory: string): boolean {
  return !existsSync(directory) || readdirSync(directory).length === 0;
}

/** A path as a literal in SQL. */
export function pathLiteral(path: string): string {
  return `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

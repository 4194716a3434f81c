import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Calls a function with a new path in `backups/` of a data directory, the only directory in which the engine may write
 * and read backups. The path is removed afterwards.
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

/** Moves a directory, also to another file system. */
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

/** Returns a path as an SQL string literal. */
export function pathLiteral(path: string): string {
  return `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip as zlibGzip } from 'node:zlib';
import type { LocalFile } from '../local-file.ts';
import type { ContextStorage } from '../context-storage.ts';

export { configFile, dotEnv, env } from './configuration.ts';
export { sendHttp } from './http-request.ts';
export { onExit } from './process-end.ts';
export { openSpoolStore } from './directory-spool.ts';

/** Makes a storage that follows promises, timers and callbacks. */
export function createContextStorage<T>(): ContextStorage<T> {
  return new AsyncLocalStorage<T>();
}

/** Starts a timer that does not keep the process alive. Returns a function that cancels it. */
export function backgroundTimer(fn: () => void, delayMs: number): () => void {
  const timer = setTimeout(fn, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

const gzipped = promisify<string, { level: number }, Uint8Array>(zlibGzip);

/** Compresses text outside of the event loop, at level 1 because the text is sent once. */
export function gzip(text: string): Promise<Uint8Array | undefined> {
  return gzipped(text, { level: 1 });
}

/**
 * Finds a file.
 *
 * @throws if there is none at the path
 */
export async function findLocalFile(path: string): Promise<LocalFile> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error(`"${path}" is not a file`);
  const read = async (from: number, to: number): Promise<Uint8Array> => {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(to - from), 0, to - from, from);
      if (bytesRead < to - from) throw new Error(`"${path}" became shorter while it was read`);
      return buffer;
    } finally {
      await file.close();
    }
  };
  return { name: basename(path), size: found.size, read };
}

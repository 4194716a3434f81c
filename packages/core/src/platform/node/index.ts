import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip as zlibGzip } from 'node:zlib';
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

/** Returns the bytes of a file, and its name without directories. */
export async function readLocalFile(path: string): Promise<{ bytes: Uint8Array; name: string }> {
  return { bytes: await readFile(path), name: basename(path) };
}

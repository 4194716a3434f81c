import type { ExitHandler } from '../exit-handler.ts';
import type { ConfigFile } from '../config-file.ts';
import type { ContextStorage } from '../context-storage.ts';
import type { HttpRequest, HttpResponse } from '../http-request.ts';
import type { LocalFile } from '../local-file.ts';
import type { SpoolOptions, SpoolStore } from '../spool-store.ts';

type StorageClass = new <T>() => ContextStorage<T>;

/** Optional globals of pages, workers and edge runtimes. */
interface Runtime {
  process?: {
    env?: Record<string, string | undefined>;
    getBuiltinModule?: (name: string) => { AsyncLocalStorage?: StorageClass } | undefined;
  };
  /** Some edge runtimes have Node's class as a global. */
  AsyncLocalStorage?: StorageClass;
  document?: { visibilityState?: string };
  addEventListener?: (type: string, listener: () => void) => void;
  removeEventListener?: (type: string, listener: () => void) => void;
}

const runtime: Runtime = globalThis;

/** Returns an environment variable, in runtimes that have them; `undefined` if it is empty. */
export function env(name: string): string | undefined {
  return runtime.process?.env?.[name] || undefined;
}

/**
 * Storage for runtimes without async context: the value is set until `fn` returns, and not after its first `await`.
 * Code after an `await` starts its spans from a handle.
 */
class SynchronousStorage<T> implements ContextStorage<T> {
  #value: T | undefined;

  getStore(): T | undefined {
    return this.#value;
  }

  run<R>(value: T, fn: () => R): R {
    const outer = this.#value;
    this.#value = value;
    try {
      return fn();
    } finally {
      this.#value = outer;
    }
  }
}

function storageClass(): StorageClass | undefined {
  try {
    return runtime.AsyncLocalStorage ?? runtime.process?.getBuiltinModule?.('node:async_hooks')?.AsyncLocalStorage;
  } catch {
    return undefined;
  }
}

export function createContextStorage<T>(): ContextStorage<T> {
  const AsyncLocalStorage = storageClass();
  return AsyncLocalStorage === undefined ? new SynchronousStorage<T>() : new AsyncLocalStorage<T>();
}

/** Returns nothing, because there are no files. */
export function dotEnv(): Readonly<Record<string, string | undefined>> {
  return {};
}

export function configFile(): ConfigFile {
  return { path: '', values: {} };
}

/** Returns nothing, because there is no disk. */
export function openSpoolStore(_place: SpoolOptions): SpoolStore | undefined {
  return undefined;
}

export async function findLocalFile(path: string): Promise<LocalFile> {
  throw new Error(`"${path}" cannot be read: this runtime has no files; pass the attachment as bytes`);
}

/** Calls `flush` when the user leaves the page. Returns a function that removes the handler. */
export function onExit(page: ExitHandler): () => void {
  const leave = (): void => void page.flush();
  runtime.addEventListener?.('pagehide', leave);
  return () => runtime.removeEventListener?.('pagehide', leave);
}

/** Starts a timer. Returns a function that cancels it. */
export function backgroundTimer(fn: () => void, delayMs: number): () => void {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
}

/**
 * Compresses text; `undefined` if the runtime cannot compress, or if the page is hidden and may be gone before the
 * compression ends.
 */
export async function gzip(text: string): Promise<Uint8Array | undefined> {
  if (typeof CompressionStream === 'undefined' || runtime.document?.visibilityState === 'hidden') return undefined;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Maximum size of a body that is sent with `keepalive`. Browsers allow 64 KB for all of them together. */
const KEEPALIVE_BYTES = 8 * 1024;

/** Makes a request with `fetch`. */
export async function sendHttp({ method, url, headers, timeoutMs, signal, body }: HttpRequest): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  const init: RequestInit = { method, headers, signal: either };
  if (body !== undefined) init.body = body as string;
  if (body !== undefined && body.length <= KEEPALIVE_BYTES) init.keepalive = true;
  const response = await fetch(url, init);
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    text: await response.text(),
  };
}

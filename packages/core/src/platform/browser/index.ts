import type { ContextStorage } from '../context-storage.ts';

/** What a page, a worker or an edge runtime may have of what is used here. */
interface Surroundings {
  process?: { env?: Record<string, string | undefined> };
  /** Some edge runtimes have Node's class as a global. */
  AsyncLocalStorage?: new <T>() => ContextStorage<T>;
  addEventListener?: (type: string, listener: () => void) => void;
  removeEventListener?: (type: string, listener: () => void) => void;
}

const surroundings: Surroundings = globalThis;

/** An environment variable, in runtimes that have them; absent where it is empty. */
export function env(name: string): string | undefined {
  return surroundings.process?.env?.[name] || undefined;
}

/**
 * A storage for runtimes without async context: the value is there until `fn` returns, and not after its first `await`.
 * Code that goes on after one makes its spans from the handle it has.
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

export function createContextStorage<T>(): ContextStorage<T> {
  const AsyncLocalStorage = surroundings.AsyncLocalStorage;
  return AsyncLocalStorage === undefined ? new SynchronousStorage<T>() : new AsyncLocalStorage<T>();
}

/** Calls `fn` when the page is left. Returns how to take it back. */
export function onExit(fn: () => void): () => void {
  surroundings.addEventListener?.('pagehide', fn);
  return () => surroundings.removeEventListener?.('pagehide', fn);
}

/** A timer. Returns how to cancel it. */
export function backgroundTimer(fn: () => void, delayMs: number): () => void {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { ContextStorage } from '../context-storage.ts';

/** An environment variable; absent where it is empty. */
export function env(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** A storage that follows promises, timers and callbacks. */
export function createContextStorage<T>(): ContextStorage<T> {
  return new AsyncLocalStorage<T>();
}

const atExit = new Set<() => void>();

function runAll(): void {
  for (const fn of atExit) fn();
}

/**
 * Calls `fn` when the event loop is empty, before the process ends; what it starts is waited for. Returns how to take
 * it back.
 */
export function onExit(fn: () => void): () => void {
  if (atExit.size === 0) process.on('beforeExit', runAll);
  atExit.add(fn);
  return () => {
    atExit.delete(fn);
    if (atExit.size === 0) process.off('beforeExit', runAll);
  };
}

/** A timer that does not keep the process alive. Returns how to cancel it. */
export function backgroundTimer(fn: () => void, delayMs: number): () => void {
  const timer = setTimeout(fn, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

import type { ExitHandler } from '../exit-handler.ts';

const handlers = new Set<ExitHandler>();

function flushAll(): void {
  for (const each of handlers) void each.flush();
}

function keepAll(): void {
  for (const each of handlers) each.keep();
}

/**
 * Where the host does not listen to SIGTERM itself, the process ends by it all the same, once all is flushed or has
 * had its time. Where it does, that is the host's affair.
 */
async function terminate(): Promise<void> {
  const isAlone = process.listenerCount('SIGTERM') === 1;
  await Promise.all([...handlers].map((each) => each.flush()));
  if (!isAlone || process.listenerCount('SIGTERM') > 1) return;
  keepAll();
  process.off('SIGTERM', onTerminate);
  process.kill(process.pid, 'SIGTERM');
}

function onTerminate(): void {
  void terminate();
}

/** Calls it when the process ends, in whatever way but a kill. Returns how to take it back. */
export function onExit(each: ExitHandler): () => void {
  if (handlers.size === 0) {
    process.on('beforeExit', flushAll);
    process.on('exit', keepAll);
    // Before the host's own: one that is added with `once` is gone when it has run.
    process.prependListener('SIGTERM', onTerminate);
  }
  handlers.add(each);
  return () => {
    handlers.delete(each);
    if (handlers.size > 0) return;
    process.off('beforeExit', flushAll);
    process.off('exit', keepAll);
    process.off('SIGTERM', onTerminate);
  };
}

import type { ExitHandler } from '../exit-handler.ts';

const handlers = new Set<ExitHandler>();

function flushAll(): void {
  for (const each of handlers) void each.flush();
}

function saveAll(): void {
  for (const each of handlers) each.save();
}

/**
 * Flushes on SIGTERM. If the host does not listen to SIGTERM itself, the process then ends by the signal, as it would
 * without this handler. If it does, the host decides when the process ends.
 */
async function terminate(): Promise<void> {
  const isAlone = process.listenerCount('SIGTERM') === 1;
  await Promise.all([...handlers].map((each) => each.flush()));
  if (!isAlone || process.listenerCount('SIGTERM') > 1) return;
  saveAll();
  process.off('SIGTERM', onTerminate);
  process.kill(process.pid, 'SIGTERM');
}

function onTerminate(): void {
  void terminate();
}

/** Calls a handler when the process ends, except by SIGKILL. Returns a function that removes the handler. */
export function onExit(each: ExitHandler): () => void {
  if (handlers.size === 0) {
    process.on('beforeExit', flushAll);
    process.on('exit', saveAll);
    // Runs before the host's own listeners, because a `once` listener removes itself and would not be counted.
    process.prependListener('SIGTERM', onTerminate);
  }
  handlers.add(each);
  return () => {
    handlers.delete(each);
    if (handlers.size > 0) return;
    process.off('beforeExit', flushAll);
    process.off('exit', saveAll);
    process.off('SIGTERM', onTerminate);
  };
}

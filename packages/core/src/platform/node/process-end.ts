import type { AtExit } from '../at-exit.ts';

const atExit = new Set<AtExit>();

function flushAll(): void {
  for (const each of atExit) void each.flush();
}

function keepAll(): void {
  for (const each of atExit) each.keep();
}

/**
 * Where the host does not listen to SIGTERM itself, the process ends by it all the same, once all is flushed or has
 * had its time. Where it does, that is the host's affair.
 */
async function terminate(): Promise<void> {
  const isAlone = process.listenerCount('SIGTERM') === 1;
  await Promise.all([...atExit].map((each) => each.flush()));
  if (!isAlone || process.listenerCount('SIGTERM') > 1) return;
  keepAll();
  process.off('SIGTERM', onTerminate);
  process.kill(process.pid, 'SIGTERM');
}

function onTerminate(): void {
  void terminate();
}

/** Calls it when the process ends, in whatever way but a kill. Returns how to take it back. */
export function onExit(each: AtExit): () => void {
  if (atExit.size === 0) {
    process.on('beforeExit', flushAll);
    process.on('exit', keepAll);
    // Before the host's own: one that is added with `once` is gone when it has run.
    process.prependListener('SIGTERM', onTerminate);
  }
  atExit.add(each);
  return () => {
    atExit.delete(each);
    if (atExit.size > 0) return;
    process.off('beforeExit', flushAll);
    process.off('exit', keepAll);
    process.off('SIGTERM', onTerminate);
  };
}

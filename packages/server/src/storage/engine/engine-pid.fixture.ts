import { vi } from 'vitest';
import { readEngineFile } from './engine-file.ts';

/**
 * The process of the engine that holds a data directory, as soon as there is one; `after` is one that was killed and
 * may still be named. It never answers with a process that is none: a signal to process 0 would end the test run.
 */
export function enginePid(dataDir: string, after?: number): Promise<number> {
  return vi.waitUntil(
    () => {
      const pid = readEngineFile(dataDir)?.pid;
      return pid !== after && pid;
    },
    { timeout: 15_000, interval: 20 },
  );
}

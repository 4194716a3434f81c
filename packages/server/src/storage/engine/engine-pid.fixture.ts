import { vi } from 'vitest';
import { readEngineFile } from './engine-file.ts';

/**
 * Waits for the engine of a data directory and returns its process id. `after` is the id of an engine that was killed
 * and may still be named in the engine file. Never returns undefined or 0: a signal to process 0 would end the test
 * run.
 */
export function enginePid(dataDir: string, after?: number): Promise<number> {
  return vi.waitUntil(
    () => {
      const pid = readEngineFile(dataDir)?.pid;
      return pid !== after && pid;
    },
    { timeout: 60_000, interval: 20 },
  );
}

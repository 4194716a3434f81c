import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What came of an app's run. */
export interface Ran {
  code: number | null;
  /** Everything that it logged, on either stream. */
  logged: string;
}

/**
 * Runs an app in a process of its own, to its end, which comes within a minute.
 *
 * @param file its TypeScript file
 * @param environment its variables; of ours it gets only the `PATH`, and where Node keeps what it has compiled
 */
export async function runApp(file: string, environment: Record<string, string>): Promise<Ran> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [file], {
    env: { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, logged: `${out}${err}` };
}

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Result of a run. */
export interface Ran {
  code: number | null;
  /** Output of the app on stdout and stderr. */
  logged: string;
}

/**
 * Runs an app in its own process until it exits, for at most one minute.
 *
 * @param file TypeScript file of the app
 * @param environment variables of the app; from this process it gets only `PATH` and `NODE_COMPILE_CACHE`
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

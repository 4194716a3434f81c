import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import {
  engineArguments,
  engineConfiguration,
  FOREGROUND,
  SECRET_HEADER,
  type EngineCluster,
} from './configuration.ts';

/** Port of an engine on the loopback interface, and the secret that it requires. */
export interface EngineAddress {
  port: number;
  secret: string;
}

/** Thrown if the engine of another process holds the data directory. */
export class DataDirectoryLocked extends Error {
  override readonly name = 'DataDirectoryLocked';
}

/** Program of the engine's process: TypeScript in src/, JavaScript in dist/. */
const CHILD = join(import.meta.dirname, `child${extname(import.meta.filename)}`);

/** Maximum time that an engine may take to open its data, in ms. */
const OPEN_TIMEOUT_MS = 60_000;
const LOCKED = /Cannot lock file|Another server instance/;

/** An engine that this process has started. */
export interface EngineProcess extends EngineAddress {
  pid: number;
  /** Resolves with the last output of the process when it has ended. */
  ended: Promise<string>;
  /** Stops the engine after it has written its data. It waits for open connections, so close them first. */
  stop(): Promise<void>;
}

/**
 * Starts an engine for a data directory, on a free port of the loopback interface.
 *
 * @throws {DataDirectoryLocked} if another engine holds the directory
 */
export async function startEngineProcess(options: {
  library: string;
  dataDir: string;
  memoryLimit?: number | undefined;
  cluster?: EngineCluster | undefined;
}): Promise<EngineProcess> {
  const { library, dataDir, memoryLimit, cluster } = options;
  const address = { port: await freePort(), secret: randomBytes(24).toString('hex') };
  const settings = { dataDir, memoryLimit, cluster, ...address };
  const configFile = join(dataDir, `engine.${process.pid}.xml`);
  mkdirSync(join(dataDir, 'engine'), { recursive: true, mode: 0o700 });
  writeFileSync(configFile, engineConfiguration(settings), { mode: 0o600 });

  const child = spawn(
    process.execPath,
    [CHILD, library, ...engineArguments(settings, configFile)],
    // Detached, so that a signal to the server's process group (Ctrl-C) does not stop the engine before the server.
    { detached: true, stdio: ['pipe', 'ignore', 'pipe'], cwd: dataDir, env: { ...bareEnvironment(), TZ: 'UTC' } },
  );
  const output = lastOutputOf(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(output() || `it ended with ${signal ?? `code ${code}`}`));
  });
  child.stdin?.on('error', () => undefined);
  unreference(child);

  const deadline = performance.now() + OPEN_TIMEOUT_MS;
  while (isAlive(child) && performance.now() < deadline) {
    if (await answers(address)) {
      return { ...address, pid: child.pid, ended, stop: () => stop(address, child, ended) };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const tooSlow = isAlive(child);
  if (tooSlow) child.kill('SIGKILL');
  const reason = await ended;
  if (LOCKED.test(reason)) throw new DataDirectoryLocked(reason);
  throw new Error(tooSlow ? `the engine did not open ${dataDir} within ${OPEN_TIMEOUT_MS / 1000} s` : reason);
}

/** Whether an engine with this secret answers at this address. */
export async function answers(address: EngineAddress, timeoutMs = 1_000): Promise<boolean> {
  try {
    const response = await send(address, 'SELECT 1', timeoutMs);
    return response.ok && (await response.text()).trim() === '1';
  } catch {
    return false;
  }
}

function send({ port, secret }: EngineAddress, query: string, timeoutMs: number): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { [SECRET_HEADER]: secret, connection: 'close' },
    body: query,
    signal: AbortSignal.timeout(timeoutMs),
  });
}

async function stop(address: EngineAddress, child: ChildProcess, ended: Promise<string>): Promise<void> {
  const foreground = `query LIKE '%${FOREGROUND}%' AND query NOT LIKE '%KILL QUERY%'`;
  await send(address, `KILL QUERY WHERE ${foreground} ASYNC`, 2_000).catch(() => undefined);
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(patience);
}

function isAlive(child: ChildProcess): child is ChildProcess & { pid: number } {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Returns a function that returns the last output of a process on stderr. */
function lastOutputOf(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-4_000)));
  return () => tail.trim().slice(-1_000);
}

/** Lets this process exit while the engine is still running. */
function unreference(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stderr]) (stream as { unref?: () => void } | null)?.unref?.();
}

/** Returns the few environment variables that the engine needs, without the secrets of the host. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'LD_LIBRARY_PATH'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Returns a free port of the loopback interface. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

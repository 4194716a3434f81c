import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A process that ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Lines that the SDK logged. */
  warnings: string[];
}

export interface Host {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Runs an app that records traces in a process of its own, in an empty directory. */
export function runHost(
  code: string,
  env: Record<string, string> = {},
  cwd = mkdtempSync(join(tmpdir(), 'vitrine-host-')),
): Host {
  const core = import.meta.resolve('@vitrine/core');
  const source = code.replaceAll("'@vitrine/core'", `'${core}'`);
  const child = spawn(process.execPath, ['--conditions=vitrine-source', '--input-type=module', '-e', source], {
    cwd,
    env: { ...process.env, HOME: cwd, NODE_NO_WARNINGS: '1', VITRINE_SPOOL_DIR: join(cwd, 'spool'), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exit = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('exit', (code, signal) => resolve([code, signal]));
  });
  const ended = Promise.all([exit, text(child.stdout!), text(child.stderr!)]).then(
    ([[code, signal], stdout, stderr]): Ended => ({
      code,
      signal,
      stdout,
      stderr,
      warnings: stderr.split('\n').filter((line) => line.startsWith('[vitrine]')),
    }),
  );
  return { child, ended };
}

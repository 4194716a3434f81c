#!/usr/bin/env node
// Entry point of the root scripts, which needs only Node. Installs the workspace if it is stale (pnpm comes through
// npx), then runs a root script with the workspace's own Node first in PATH. Plain JavaScript without dependencies, for
// Node >= 18.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = '12.21.0';
const MIN_NODE = [22, 18]; // strips types without a flag
const NEEDS_CHROMIUM = ['task:test'];
const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const [task = 'task:start', ...rest] = process.argv.slice(2);

const PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH;

/** Runs a command in the root directory and shows its output. Exits this process if the command fails. */
function run([command, ...args], env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
    env: { ...process.env, ...env },
  });
  if (result.error) console.error(`${command}: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

// pnpm writes .modules.yaml, and a stray `npm install` does not. The stamp marks a successful install.
const stamp = join(root, 'node_modules', '.installed');
function stale() {
  if (!existsSync(join(root, 'node_modules', '.modules.yaml')) || !existsSync(stamp)) return true;
  const installed = statSync(stamp).mtimeMs;
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].some(
    (file) => statSync(join(root, file)).mtimeMs > installed,
  );
}

if (stale()) {
  run(['npx', '--yes', `pnpm@${PNPM}`, 'install', '--frozen-lockfile'], { CI: 'true' });
  writeFileSync(stamp, '');
}

// The pinned Node is an optional dependency for Linux. Other platforms use the installed Node.
const version = spawnSync('node', ['-p', 'process.versions.node'], {
  encoding: 'utf8',
  shell: windows,
  env: { ...process.env, PATH },
}).stdout.trim();
const [major, minor] = version.split('.').map(Number);
if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
  console.error(
    `Developing Vitrine requires Node ${MIN_NODE.join('.')} or newer on this platform; found Node ${version}.`,
  );
  process.exit(1);
}

// Browser tests use the system's Chromium. Root on Debian installs it here; others get an error that asks for it.
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (NEEDS_CHROMIUM.includes(task) && !existsSync(chromium)) {
  if (process.platform === 'linux' && process.getuid() === 0 && existsSync('/usr/bin/apt-get')) {
    run(['apt-get', 'update', '-qq']);
    run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  } else {
    console.error('The browser tests need Chromium: install it, or set CHROMIUM to the path of its binary.');
    process.exit(1);
  }
}

run(['node', '--run', task, '--', ...rest], { PATH });

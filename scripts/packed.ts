/**
 * Installs the packed packages into projects outside the workspace, as users do, and runs the README's examples there.
 *
 * `--short` skips Vite, Next and the oldest Node. It links the engine (543 MB) from the workspace instead of installing
 * it.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packPublished, ROOT, unresolvedVersions } from './pack.ts';
import { checkServer } from './packed/check-server.ts';
import { freePort, Project } from './packed/project.ts';

const OLDEST_NODE = '20.19.0';
const EXPRESS_TYPES = '@types/express@5.0.6';

const { short } = parseArgs({ options: { short: { type: 'boolean', default: false } } }).values;
const destination = mkdtempSync(join(tmpdir(), 'vitrine-packed-'));
const projects: Project[] = [];

const packed = await step('pack with pnpm', () => packPublished(destination));
const names = packed.map(({ name }) => name);
const tarball = Object.fromEntries(packed.map((each) => [each.name, each.tarball]));
const [core = '', adapters = '', server = '', widgets = ''] = ['core', 'adapters', 'server', 'widgets'].map(
  (name) => tarball[`@vitrine/${name}`],
);

try {
  for (const each of packed) assert.deepEqual(unresolvedVersions(each), [], each.name);
  const oldest = short ? undefined : await step(`get Node ${OLDEST_NODE}`, getOldestNode);
  await checkApp(oldest);
  if (!short) {
    await checkVite();
    await checkNext();
  }
} catch (error) {
  console.error((error as Error).stack);
  process.exitCode = 1;
} finally {
  for (const project of projects) await project.delete();
  rmSync(destination, { recursive: true });
}

/** Checks an Express app as ES modules, as CommonJS and in TypeScript. */
async function checkApp(oldest: string | undefined): Promise<void> {
  const app = await createFrom('app', oldest);
  const dependencies = [core, adapters, server, widgets, 'express@5.3.0', 'typescript@5.9.3', '@types/node@20.19.0'];
  await step('install into an app', () => app.install(dependencies, ...(short ? ['--omit=optional'] : [])));
  if (short) await linkEngine(app);

  for (const node of oldest === undefined ? [process.execPath] : [oldest, process.execPath]) {
    const run = app.with(node);
    const version = (await run.run('node', '--version')).trim();
    await step(`${version}: each export by require and by import, one instance`, () =>
      run.run('node', 'load-all.cjs', ...names),
    );
    await step(`${version}: ES modules on Express`, () =>
      run.serve(['node', 'main.mjs'], async (url) => {
        await checkServer(url);
        await run.run('node', 'send-trace.mjs', url);
      }),
    );
    await step(`${version}: CommonJS on Express`, () => run.serve(['node', 'main.cjs'], checkServer));
    await step(`${version}: npx @vitrine/server`, async () => {
      const options = ['--port', await freePort(), '--data-dir', '.vitrine'];
      await run.serve(['npx', '@vitrine/server', ...options], checkServer);
    });
  }

  assert.ok(!existsSync(join(app.directory, 'node_modules', '@types', 'express')));
  await step('TypeScript, without the types of Express', async () => {
    await typeCheck(app, 'node16', 'types.mts');
    await typeCheck(app, 'nodenext', 'types.mts', 'types-required.cts');
    await typeCheck(app, 'preserve', 'types.mts');
  });
  await step('TypeScript, with the types of Express', async () => {
    await app.install([EXPRESS_TYPES], ...(short ? ['--omit=optional'] : []));
    await typeCheck(app, 'nodenext', 'types-express.mts');
  });
}

/** Type-checks files. `module` also selects how imports are resolved: `preserve` resolves as a bundler does. */
async function typeCheck(app: Project, module: string, ...files: string[]): Promise<void> {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', 'node'];
  await app.run('node', 'node_modules/typescript/bin/tsc', ...options, '--module', module, ...files);
}

/** Checks a page with the elements, built by Vite. */
async function checkVite(): Promise<void> {
  const page = await createFrom('vite');
  await step('install into a page', () => page.install([core, widgets, 'vite@8.3.8']));
  await step('Vite builds the page', async () => {
    await page.run('npx', 'vite', 'build');
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.read('dist/index.html')) ?? [];
    assert.match(await page.read(`dist${script}`), /vitrine-trace/);
  });
}

/** Checks a Next app: a page with the elements, the server behind a route, and a route that records. */
async function checkNext(): Promise<void> {
  const app = await createFrom('next');
  const next = ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1', 'express@5.3.0'];
  await step('install into an app on Next', () => app.install([core, server, widgets, ...next]));
  await step('Next builds the app', () => app.run('npx', 'next', 'build'));
  const port = await freePort();
  await step('Next serves the app', () =>
    app.serve(['npx', 'next', 'start', '--port', port, '--hostname', '127.0.0.1'], async (url) => {
      await checkServer(`${url}/api/vitrine`);
      const recorded = await fetch(`${url}/api/record`, { method: 'POST' });
      const { id } = (await recorded.json()) as { id: string };
      const stored = await fetch(`${url}/api/vitrine/api/v1/private/traces/${id}`);
      assert.equal(((await stored.json()) as { name: string }).name, 'recorded in a route');
      assert.match(await (await fetch(url)).text(), /<vitrine-traces/);
    }),
  );
}

async function create(name: string, node = process.execPath): Promise<Project> {
  const project = await Project.create(name, node);
  projects.push(project);
  return project;
}

async function createFrom(template: string, node?: string): Promise<Project> {
  const project = await create(template, node);
  await project.copy(template);
  return project;
}

/** Installs the oldest Node that the packages allow, and returns its path. Returns undefined if not on Linux. */
async function getOldestNode(): Promise<string | undefined> {
  const name = `node-${process.platform}-${process.arch}`;
  if (process.platform !== 'linux') return undefined;
  const holder = await create('node');
  await holder.install([`${name}@${OLDEST_NODE}`]);
  return join(holder.directory, 'node_modules', name, 'bin', 'node');
}

async function linkEngine(app: Project): Promise<void> {
  for (const name of ['chdb', 'ffi-rs']) {
    await app.link(name, realpathSync(join(ROOT, 'packages', 'server', 'node_modules', name)));
  }
}

async function step<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  console.log(`${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from './exchange.ts';
import { listen } from './hosts.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-recipes-'));
process.env['VITRINE_DATA_DIR'] = dataDir;
const { vitrine } = await import('./recipes/vitrine.ts');
beforeAll(() => vitrine.ready());
afterAll(async () => {
  await vitrine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Returns the server of each recipe, ready to listen. */
const RECIPES: Record<string, () => Promise<Server>> = {
  express: async () => createServer((await import('./recipes/express.ts')).app),
  nest: async () => {
    const { app } = await import('./recipes/nest.ts');
    await app.init();
    return app.getHttpServer() as Server;
  },
  fastify: async () => {
    const { app } = await import('./recipes/fastify.ts');
    await app.ready();
    return app.server;
  },
  'node-http': async () => (await import('./recipes/node-http.ts')).server,
};

const documented = readFileSync(join(import.meta.dirname, '../../../docs/mounting.md'), 'utf8');
const recipe = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'recipes', `${name}.ts`), 'utf8').replaceAll(/^export /gm, '');

describe.each(Object.entries(RECIPES))('the recipe %s', (name, create) => {
  test('is in the documentation', () => {
    expect(documented).toContain(`\`\`\`ts\n${recipe(name)}\`\`\``);
  });

  test('writes, reads, shows the admin page, and leaves the other paths to the app', async () => {
    await using host = await listen(await create());
    const id = newId();
    const traces = '/vitrine/api/v1/private/traces';
    const body = JSON.stringify({ traces: [{ id, name: 'a recipe', start_time: '2026-12-01T00:00:00Z' }] });
    const headers = { 'content-type': 'application/json' };
    const write = await exchange(host.port, { path: `${traces}/batch`, method: 'POST', headers, body });
    const read = await exchange(host.port, { path: `${traces}/${id}` });
    expect([write.status, read.status, JSON.parse(read.body)]).toMatchObject([204, 200, { name: 'a recipe' }]);
    const page = { headers: { accept: 'text/html' } };
    const redirect = await exchange(host.port, { path: '/vitrine', ...page });
    expect([redirect.status, redirect.headers]).toEqual([308, expect.arrayContaining(['Location: ./vitrine/'])]);
    const admin = await exchange(host.port, { path: '/vitrine/projects/a/threads/b', ...page });
    expect([admin.status, admin.body]).toEqual([200, expect.stringContaining('<base href="../../../">')]);
    const other = await exchange(host.port, { path: '/vitrines', ...page });
    expect(other.headers.join()).not.toMatch(/content-security-policy: default-src 'none';script-src/i);
  });
});

test('the recipe of the public router is documented, and keeps everything else on another port', async () => {
  expect(documented).toContain(`\`\`\`ts\n${recipe('public-router')}\`\`\``);
  const { product, internal } = await import('./recipes/public-router.ts');
  await using outside = await listen(createServer(product));
  await using inside = await listen(internal);
  const status = async (port: number, path: string): Promise<number> => (await exchange(port, { path })).status;
  const view = 'api/v1/view/projects';
  const rest = 'api/v1/private/projects';
  expect([await status(outside.port, `/vitrine/${view}`), await status(inside.port, `/${view}`)]).toEqual([200, 200]);
  expect([await status(outside.port, `/vitrine/${rest}`), await status(inside.port, `/${rest}`)]).toEqual([404, 200]);
});

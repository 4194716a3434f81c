import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';
import { chromium } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { chromiumLaunch } from './chromium.ts';
import { HOSTS } from './mounting/hosts.ts';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Starts a proxy that sends paths below a prefix to the server without the prefix, and says nothing about it. */
function proxyTo(port: number, prefix: string): Promise<number> {
  return listen(
    createServer((request, response) => {
      const path = request.url ?? '/';
      if (!path.startsWith(`${prefix}/`)) {
        response.writeHead(404).end();
        return;
      }
      const { host: _host, ...headers } = request.headers;
      const { method } = request;
      const onward = send({ port, method, path: path.slice(prefix.length), headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    }),
  );
}

test.each([
  { host: 'node:http', mount: '/', at: '/obs/' },
  { host: 'Express 5', mount: '/vitrine', at: '/obs/vitrine' },
  { host: 'Fastify with @fastify/middie', mount: '/a/b/c', at: '/obs/a/b/c' },
] as const)(
  'the admin page mounted at $mount in $host works behind a proxy that strips a prefix',
  async ({ host, mount, at }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-proxy-'));
    const vitrine = createVitrine({
      dataDir,
      projectName: 'behind a proxy',
      authorize: () => ({ subject: 'visitor', role: 'admin' }),
    });
    onTestFinished(async () => {
      await vitrine.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const trace = vitrine.client.trace({ name: 'answer', input: 'hello from behind', threadId: 'chat' });
    trace.end({ output: 'done' });
    await vitrine.client.flush();
    const { port, [Symbol.asyncDispose]: close } = await HOSTS[host]({ [mount]: vitrine.router });
    onTestFinished(() => close());
    const proxy = await proxyTo(port, '/obs');

    const browser = await chromium.launch(chromiumLaunch);
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`http://localhost:${proxy}${at}`);
    await page.getByRole('link', { name: 'behind a proxy' }).first().click();
    await page.getByText('hello from behind').first().waitFor();
    const traces = page.url();
    await page.getByText('hello from behind').first().click();
    await page.getByRole('tab', { name: 'Details' }).waitFor();
    const base = `http://localhost:${proxy}${at.replace(/\/?$/, '/')}`;
    expect(page.url()).toBe(`${base}traces/${trace.id}`);
    await page.reload();
    await page.getByRole('tab', { name: 'Details' }).waitFor();

    // A page at depth 3, from which links lead to pages at other depths and back.
    expect(traces).toMatch(new RegExp(`^${base}projects/[^/]+/traces$`));
    await page.goto(`${traces.slice(0, -'traces'.length)}threads/chat`);
    const upToTraces = page.getByRole('banner').getByRole('link', { name: 'Traces' });
    await page.getByText('hello from behind').first().waitFor();
    await upToTraces.click();
    await page.getByText('hello from behind').first().click();
    await page.getByRole('tab', { name: 'Details' }).waitFor();
    expect(page.url()).toBe(`${base}traces/${trace.id}`);
    await upToTraces.click();
    await page.getByText('hello from behind').first().waitFor();
    expect(page.url()).toBe(traces);
    await page.goto(`${base}api/v1/session/redirect/projects?trace_id=${trace.id}`);
    await page.getByRole('tab', { name: 'Details' }).waitFor();
    expect(page.url()).toBe(`${base}traces/${trace.id}`);
    expect(complaints).toEqual([]);
  },
  180_000,
);

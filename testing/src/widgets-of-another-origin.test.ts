import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';
import { chromium } from 'playwright-core';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { chromiumLaunch } from './chromium.ts';
import { HOSTS, listen } from './mounting/hosts.ts';

const CHUNKS = readdirSync(join(import.meta.dirname, '../../packages/server/dist/browser/widgets'));

test('a page of another origin loads widgets.js and its chunks without a login, also if it is isolated', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-origin-'));
  // Nobody has access to data.
  const vitrine = createVitrine({ dataDir, log: pino({ level: 'silent' }) });
  onTestFinished(async () => {
    await vitrine.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await using host = await HOSTS['Express 5']({ '/vitrine': vitrine.publicRouter });
  const mount = `http://localhost:${host.port}/vitrine`;
  await using product = await listen(
    createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      response.end(
        `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${mount}/widgets.js"></script>`,
      );
    }),
  );
  const browser = await chromium.launch(chromiumLaunch);
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${product.port}/`);
  await page.evaluate(() => customElements.whenDefined('vitrine-trace').then(() => undefined));
  for (const chunk of CHUNKS) await page.evaluate(`import('${mount}/widgets/${chunk}').then(() => undefined)`);
  // A classic script is loaded without CORS.
  const loaded = await page.evaluate(
    (src) =>
      new Promise((resolve) => {
        const script = Object.assign(document.createElement('script'), { src });
        script.addEventListener('load', () => resolve('loaded'));
        script.addEventListener('error', () => resolve('blocked'));
        document.head.append(script);
      }),
    `${mount}/widgets.js`,
  );
  expect(loaded).toBe('loaded');
  expect(CHUNKS.length).toBeGreaterThan(0);
  expect(complaints.filter((text) => !text.includes('outside a module'))).toEqual([]);
}, 120_000);

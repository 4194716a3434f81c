import { newId } from '@vitrine/core';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { chromiumLaunch } from './chromium.ts';

const POLICY = "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

test('every element works under a strict policy, and hostile content stays text', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-csp-'));
  const vitrine = createVitrine({ dataDir, auth: 'local', projectName: 'strict' });
  const app = express();
  app.use('/vitrine', vitrine.router);
  const trace = vitrine.client.trace({
    name: '<img src=x onerror=alert(1)>',
    threadId: 'thread',
    input: { messages: [{ role: 'user', content: 'hello <script>alert(2)</script>' }] },
    startTime: Date.now() - 1000,
  });
  const call = trace.span({
    name: 'call',
    kind: 'llm',
    model: 'gpt-4o-mini',
    provider: 'openai',
    input: { messages: [{ role: 'user', content: 'hi' }] },
  });
  call.end({
    output: { text: '**bold** [link](javascript:alert(3)) <img src=x onerror=alert(4)> `code`\n\n- one\n- two' },
    ledger: { input: 10, output: 2 },
  });
  trace.end({ output: { text: '**answer** <iframe srcdoc="<script>alert(5)</script>"></iframe>' } });
  await vitrine.client.flush();
  app.get('/', (_request, response) => {
    response.set('Content-Security-Policy', POLICY)
      .send(`<!doctype html><title>strict</title><link rel="icon" href="data:,">
      <script type="module" src="/vitrine/widgets.js"></script>
      <vitrine-provider server="/vitrine">
        <vitrine-feedback trace-id="${trace.id}"></vitrine-feedback>
        <vitrine-traces project-name="strict"></vitrine-traces>
        <vitrine-trace trace-id="${trace.id}"></vitrine-trace>
        <vitrine-thread thread-id="thread" project-name="strict"></vitrine-thread>
      </vitrine-provider>`);
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const browser = await chromium.launch(chromiumLaunch);
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`a script ran: ${dialog.message()}`);
    void dialog.dismiss();
  });

  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.locator('vitrine-traces').getByText('hello <script>').first().waitFor();
  await page.locator('vitrine-trace').getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await page.locator('vitrine-trace').getByRole('row').filter({ hasText: 'gpt-4o-mini' }).first().click();
  await page.locator('vitrine-trace strong', { hasText: 'bold' }).first().waitFor();
  await page.locator('vitrine-thread strong', { hasText: 'answer' }).first().waitFor();
  await page.locator('vitrine-feedback').first().getByRole('button').first().click();
  await expect
    .poll(() => page.locator('vitrine-feedback').first().getByRole('button').first().getAttribute('aria-pressed'))
    .toBe('true');
  expect(await page.locator('img[src="x"], iframe, a[href^="javascript"]').count()).toBe(0);
  expect(complaints).toEqual([]);

  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/vitrine/traces/${trace.id}`);
  await page.locator('vitrine-trace').getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await page.goto(
    `http://localhost:${(server.address() as AddressInfo).port}/vitrine/traces/${newId(Date.now() - 60_000)}`,
  );
  await page.getByText('There is no such trace').waitFor();
  expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);

  await browser.close();
  server.closeAllConnections();
  server.close();
  await vitrine.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 180_000);

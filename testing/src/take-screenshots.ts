/**
 * Takes the pictures of `docs/images/`: `node --conditions=vitrine-source testing/src/take-screenshots.ts`.
 * The support chat runs over an empty engine, a few questions are asked in it, and its pages are shot in light and dark.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSupportChat } from '@example/support-chat';
import { chromium, type Page } from 'playwright-core';
import { chromiumLaunch } from './chromium.ts';

const IMAGES = join(import.meta.dirname, '../../docs/images');
const CONVERSATIONS = [
  ['Which orders can you look up?', 'Where is order 1044?'],
  ['I want a refund for order 1017'],
  ['What is in order 1043?', 'Can I still change the address?'],
  ['Where are orders 1029 and 1038?'],
  ['Where is my order 1042?', 'And what is your refund policy?'],
];

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-screenshots-'));
const chat = await createSupportChat({ vitrine: { dataDir } });
const server = chat.app.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch(chromiumLaunch);

async function open(path: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.5 });
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  return page;
}

async function ask(page: Page, question: string): Promise<void> {
  const how = page.getByRole('button', { name: 'How was this answered?' });
  const answered = await how.count();
  await page.locator('#message').fill(question);
  await page.keyboard.press('Enter');
  await how.nth(answered).waitFor();
}

async function shoot(page: Page, name: string, colorScheme: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(IMAGES, `${name}-${colorScheme}.png`) });
}

for (const [index, questions] of CONVERSATIONS.entries()) {
  const page = await open('/', 'light');
  for (const question of questions) await ask(page, question);
  const thumbs = page.locator('vitrine-feedback').last().getByRole('button');
  await thumbs.nth(index % 3 === 1 ? 1 : 0).click();
  await page.waitForTimeout(300);
  await page.close();
}

for (const colorScheme of ['light', 'dark'] as const) {
  const page = await open('/', colorScheme);
  await ask(page, 'I want a refund for order 1038');
  await page.getByRole('button', { name: 'How was this answered?' }).last().click();
  const trace = page.locator('vitrine-trace');
  await trace.getByRole('row').filter({ hasText: 'start_refund' }).first().click();
  await shoot(page, 'chat', colorScheme);
  await page.close();

  const admin = await open('/vitrine/', colorScheme);
  await admin.getByRole('link', { name: 'Harbor Goods' }).first().click();
  await admin.getByText('Where is my order 1042?').first().waitFor();
  await shoot(admin, 'traces', colorScheme);
  await admin.getByText('Where are orders 1029 and 1038?').first().click();
  await admin.locator('vitrine-trace').getByRole('row').filter({ hasText: 'gpt-4o-mini' }).last().click();
  await shoot(admin, 'trace', colorScheme);
  await admin.close();
}

await browser.close();
server.closeAllConnections();
server.close();
await chat.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);

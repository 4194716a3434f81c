/**
 * Takes the screenshots in `docs/images/`: `node --conditions=vitrine-source testing/src/take-screenshots.ts`.
 * Starts the support chat with an empty engine, asks a few questions, and captures the pages in light and dark mode.
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

/** The session of somebody of the team, who sees the chat and the admin page. */
const signedIn = await fetch(`${origin}/api/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"id":"tess"}',
});
const session = /harbor_session=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';

async function open(path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.5 });
  await page.context().addCookies([{ name: 'harbor_session', value: session, url: origin }]);
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

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(IMAGES, `${name}-${colorScheme}.png`) });
  }
}

for (const [index, questions] of CONVERSATIONS.entries()) {
  const page = await open('/');
  for (const question of questions) await ask(page, question);
  const thumbs = page.locator('vitrine-feedback').last().getByRole('button');
  await thumbs.nth(index % 3 === 1 ? 1 : 0).click();
  await page.waitForTimeout(300);
  await page.close();
}

const product = await open('/');
await ask(product, 'I want a refund for order 1038');
await product.getByRole('button', { name: 'How was this answered?' }).last().click();
await product.locator('vitrine-trace').getByRole('row').filter({ hasText: 'start_refund' }).first().click();
await product.locator('vitrine-trace').getByText('running').first().waitFor({ state: 'detached' });
await shoot(product, 'chat');

const admin = await open('/vitrine/');
await admin.getByRole('link', { name: 'Harbor Goods' }).first().click();
await admin.getByText('Where is my order 1042?').first().waitFor();
await shoot(admin, 'traces');
await admin.getByText('Where are orders 1029 and 1038?').first().click();
await admin.locator('vitrine-trace').getByRole('row').filter({ hasText: 'gpt-4o-mini' }).last().click();
await shoot(admin, 'trace');

await browser.close();
server.closeAllConnections();
server.close();
await chat.close();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSupportChat, type SupportChat } from '@example/support-chat';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from './chromium.ts';

// The support chat as its users see it: its page in Chromium, its agent, and the mounted Vitrine.
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-chat-'));
let chat: SupportChat;
let browser: Browser;
let origin: string;
let close: () => void;

beforeAll(async () => {
  chat = await createSupportChat({ vitrine: { dataDir } });
  const server = chat.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch(chromiumLaunch);
});
afterAll(async () => {
  await browser.close();
  close();
  await chat.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(origin + path);
  return { page, complaints };
}

async function ask(page: Page, question: string): Promise<void> {
  const answered = await page.getByRole('button', { name: 'How was this answered?' }).count();
  await page.locator('#message').fill(question);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'How was this answered?' }).nth(answered).waitFor();
}

test('a question is answered, its trace opens in the page, and its feedback score is shown on the admin page', async () => {
  const { page, complaints } = await open('/');
  await ask(page, 'Where is my order 1042?');
  await page.getByText('is on its way').first().waitFor();
  // The page waits for a trace that is not stored yet, but the browser reports the 404 as an error.
  await chat.vitrine.client.flush();
  await page.getByRole('button', { name: 'How was this answered?' }).click();

  const trace = page.locator('vitrine-trace');
  const rows = trace.getByRole('row');
  await trace.getByText('find_order').first().waitFor();
  await expect
    .poll(async () => (await rows.allInnerTexts()).join('\n'))
    .toMatch(/support agent[^]*step 1[^]*gpt-4o-mini[^]*find_order[^]*step 2[^]*gpt-4o-mini/);
  const header = await trace.locator('[part~="header"]').first().innerText();
  expect(header).toMatch(/\d+(\.\d+)?k?\stok/);
  expect(header).toMatch(/\$0\.\d+/);

  await page.keyboard.press('Escape');
  await page.locator('vitrine-feedback').getByRole('button').first().click();
  await expect
    .poll(() => page.locator('vitrine-feedback').getByRole('button').first().getAttribute('aria-pressed'))
    .toBe('true');

  const admin = await open('/vitrine/');
  await admin.page.getByRole('link', { name: 'Harbor Goods' }).first().click();
  await admin.page.getByText('Where is my order 1042?').first().waitFor();
  await admin.page.getByText('Where is my order 1042?').first().click();
  await admin.page.getByRole('tab', { name: 'Scores' }).click();
  await admin.page.getByText('user_feedback').first().waitFor();
  expect(admin.page.url()).toMatch(/\/vitrine\/traces\/[0-9a-f-]{36}/);

  expect([...complaints, ...admin.complaints]).toEqual([]);
}, 180_000);

test('a conversation is one thread, and a late refund is answered with the refund policy', async () => {
  const { page, complaints } = await open('/');
  await ask(page, 'I want a refund for order 1017');
  await ask(page, 'What is your shipping policy?');
  const answers = await page.locator('main').innerText();
  expect(answers).toMatch(/30 days/);
  const response = await fetch(`${origin}/vitrine/api/v1/view/traces?project_name=Harbor%20Goods&search=shipping`);
  const { traces } = (await response.json()) as { traces: { thread_id: string }[] };
  const query = `thread_id=${traces[0]?.thread_id}&project_name=Harbor%20Goods`;
  const thread = (await (await fetch(`${origin}/vitrine/api/v1/view/thread?${query}`)).json()) as {
    turn_total: number;
  };
  expect(thread.turn_total).toBe(2);
  expect(complaints).toEqual([]);
});

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

/** Opens a page as somebody who has signed in. */
async function open(path: string, user = 'tess'): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext();
  await context.addCookies([{ name: 'harbor_session', value: await signIn(user), url: origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(origin + path);
  return { page, complaints };
}

/** Signs in, and returns the session. */
async function signIn(id: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  });
  return /harbor_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
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
  const headers = { cookie: `harbor_session=${await signIn('tess')}` };
  const list = `${origin}/vitrine/api/v1/view/traces?project_name=Harbor%20Goods`;
  const response = await fetch(`${list}&search=shipping`, { headers });
  const { traces } = (await response.json()) as { traces: { thread_id: string }[] };
  const query = `thread_id=${traces[0]?.thread_id}&project_name=Harbor%20Goods`;
  const thread = (await (await fetch(`${origin}/vitrine/api/v1/view/thread?${query}`, { headers })).json()) as {
    turn_total: number;
  };
  expect(thread.turn_total).toBe(2);
  expect(complaints).toEqual([]);
});

test('a customer sees how his own questions were answered, and nothing of another customer or of the team', async () => {
  const mia = await open('/', 'mia');
  await ask(mia.page, 'Where is my order 1042?');
  await chat.vitrine.client.flush();
  await mia.page.getByRole('button', { name: 'How was this answered?' }).click();
  const trace = mia.page.locator('vitrine-trace');
  await trace.getByRole('row').filter({ hasText: 'find_order' }).first().click();
  await trace.getByText('[redacted]').first().waitFor();
  await mia.page.keyboard.press('Escape');
  const thumb = mia.page.locator('vitrine-feedback').getByRole('button').first();
  await thumb.click();
  await expect.poll(() => thumb.getAttribute('aria-pressed')).toBe('true');
  expect(await mia.page.getByRole('link', { name: 'Traces' }).isVisible()).toBe(false);

  const tokenOf = async (user: string): Promise<string> => {
    const headers = { cookie: `harbor_session=${await signIn(user)}` };
    return ((await (await fetch(`${origin}/api/vitrine-token`, { headers })).json()) as { token: string }).token;
  };
  const view = async (token: string, path: string): Promise<{ status: number; text: string }> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${origin}/vitrine/api/v1/${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  const list = 'view/traces?project_name=Harbor%20Goods';
  const [mine, his] = [await tokenOf('mia'), await tokenOf('noah')];
  const { traces } = JSON.parse((await view(mine, list)).text) as { traces: { id: string; user_id: string }[] };
  expect(traces.map(({ user_id }) => user_id)).toEqual(['mia']);
  expect(JSON.parse((await view(his, list)).text)).toMatchObject({ traces: [], total: 0 });
  // A stolen token of another customer, a guessed id, and no token at all.
  expect((await view(his, `view/traces/${traces.at(0)?.id}`)).status).toBe(404);
  expect((await view(mine, 'private/traces')).status).toBe(403);
  const cookie = `harbor_session=${await signIn('noah')}`;
  for (const path of [list, 'private/traces', `view/traces/${traces.at(0)?.id}`]) {
    expect([path, (await fetch(`${origin}/vitrine/api/v1/${path}`, { headers: { cookie } })).status]).toEqual([
      path,
      401,
    ]);
  }
  const thread = await mia.page.evaluate(() => sessionStorage.getItem('thread'));
  const turns = await (await fetch(`${origin}/api/chat/${thread}`, { headers: { cookie } })).json();
  expect(turns).toEqual({ turns: [] });
  expect((await fetch(`${origin}/api/vitrine-token`)).status).toBe(401);
  expect(mia.complaints.filter((each) => !each.includes('404'))).toEqual([]);
}, 180_000);

import { html } from 'lit';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { sendHostileTrace, type HostileTrace } from '../../fixtures/hostile-trace.fixture.ts';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show, until } from '../../fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import type { VitrineProvider } from './vitrine-provider.ts';
import '../../index.ts';

const PROJECT = 'provider tests';
let chat: SupportConversation;
let hostile: HostileTrace;
beforeAll(async () => {
  chat = await sendSupportConversation(PROJECT);
  hostile = await sendHostileTrace(PROJECT);
});

test('a list in a provider is accessible in both themes', async () => {
  const element = show<VitrineProvider>(
    html`<vitrine-provider server=${SERVER} theme="light"
      ><vitrine-traces project-name=${PROJECT}></vitrine-traces
    ></vitrine-provider>`,
  );
  await until(() => expect(deepAll(element, 'tbody tr').length).toBeGreaterThan(0));
  await expectAccessible(element);
  element.theme = 'dark';
  element.parentElement?.style.setProperty('background', 'oklch(18% 0.01 260)');
  await element.updateComplete;
  await expectAccessible(element);
});

test('a provider gives its server and its locale to the elements inside', async () => {
  const element = show<VitrineProvider>(
    html`<vitrine-provider server=${SERVER} locale="de"
      ><vitrine-traces project-name=${PROJECT}></vitrine-traces
    ></vitrine-provider>`,
  );
  await until(() => expect(textOf(element)).toContain('2,84'));
});

test('an element without a server says how to set one', async () => {
  const element = show(html`<vitrine-trace trace-id=${chat.answered}></vitrine-trace>`);
  await until(() => expect(textOf(element)).toContain('Put this element in a <vitrine-provider'));
});

test('a token is requested once, sent with every request, and never in the page', async () => {
  const provider = vi.fn(() => Promise.resolve('a-token'));
  const sent: (string | null)[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    sent.push(new Headers(init?.headers).get('authorization'));
    return real(input, init);
  };
  onTestFinished(() => void (globalThis.fetch = real));
  const element = show<VitrineProvider>(
    html`<vitrine-provider server=${SERVER} .tokenProvider=${provider}>
      <vitrine-traces project-name=${PROJECT}></vitrine-traces><vitrine-trace trace-id=${chat.answered}></vitrine-trace>
    </vitrine-provider>`,
  );
  await until(() => expect(sent.length).toBeGreaterThanOrEqual(3));
  expect(new Set(sent)).toEqual(new Set(['Bearer a-token']));
  expect(provider).toHaveBeenCalledTimes(1);
  expect(element.outerHTML).not.toContain('a-token');
});

/** Returns a token of a user, as an unsigned JWT. Each has another expiry. */
let issued = 0;
function tokenOf(user: string): string {
  const payload = btoa(JSON.stringify({ sub: user, exp: Math.floor(Date.now() / 1000) + 3_600 + issued++ }));
  return `x.${payload}.y`;
}

/** Records the users of the requests of a test, and the paths. */
function watchRequests(): { user: string; path: string }[] {
  const requests: { user: string; path: string }[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const token = new Headers(init?.headers).get('authorization') ?? '';
    const { sub = '' } = JSON.parse(atob(token.split('.')[1] ?? '') || '{}') as { sub?: string };
    requests.push({ user: sub, path: new URL(new Request(input).url).pathname });
    return real(input, init);
  };
  onTestFinished(() => void (globalThis.fetch = real));
  return requests;
}

test('a token provider of another user makes the elements drop what they show and request it again', async () => {
  const requests = watchRequests();
  const element = show<VitrineProvider>(
    html`<vitrine-provider server=${SERVER} .tokenProvider=${() => tokenOf('alice')}>
      <vitrine-feedback trace-id=${chat.answered}></vitrine-feedback>
      <vitrine-traces project-name=${PROJECT}></vitrine-traces><vitrine-trace trace-id=${chat.answered}></vitrine-trace>
      <vitrine-thread project-name=${PROJECT} thread-id=${chat.threadId}></vitrine-thread>
    </vitrine-provider>`,
  );
  const pathsOf = (user: string): string[] =>
    [...new Set(requests.filter((request) => request.user === user).map(({ path }) => path))].toSorted();
  await until(() => expect(pathsOf('alice').map((path) => path.split('/').at(-1))).toContain('bodies'));
  await until(() => expect(pathsOf('alice').length).toBeGreaterThanOrEqual(5));
  element.tokenProvider = () => tokenOf('bob');
  await until(() => expect(pathsOf('bob')).toEqual(pathsOf('alice')));
  const last = requests.findLastIndex(({ user }) => user === 'alice');
  expect(requests.slice(last + 1).every(({ user }) => user === 'bob')).toBe(true);
});

test('another function with a token of the same user requests nothing again', async () => {
  const requests = watchRequests();
  const element = show<VitrineProvider>(
    html`<vitrine-provider server=${SERVER} .tokenProvider=${() => tokenOf('alice')}
      ><vitrine-thread project-name=${PROJECT} thread-id=${chat.threadId}></vitrine-thread
    ></vitrine-provider>`,
  );
  // The conversation, and the feedback of each of its turns.
  await until(() => expect(deepAll(element, 'vitrine-feedback').length).toBeGreaterThan(0));
  const before = 1 + deepAll(element, 'vitrine-feedback').length;
  await until(() => expect(requests).toHaveLength(before));
  const called = new Promise<void>((resolve) => {
    element.tokenProvider = () => {
      resolve();
      return tokenOf('alice');
    };
  });
  await called;
  // A request of a new client would have been sent by now.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(requests).toHaveLength(before);
  expect(textOf(element)).not.toContain('Loading');
});

test('all elements work under a policy without inline scripts, inline styles and untrusted markup', async () => {
  const frame = document.createElement('iframe');
  frame.width = '1000';
  frame.height = '800';
  const violations: string[] = [];
  const policy = "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module" src="${new URL('../../fixtures/strict-page.fixture.ts', import.meta.url).href}"></script>
    <vitrine-provider server="${SERVER}">
      <vitrine-thread project-name="${PROJECT}" thread-id="${chat.threadId}"></vitrine-thread>
      <vitrine-traces project-name="${PROJECT}"></vitrine-traces>
      <vitrine-trace trace-id="${hostile.id}" span-id="${hostile.markdownSpan}"></vitrine-trace>
    </vitrine-provider>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await loaded;
  frame.contentDocument?.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective} ${event.sample} ${event.sourceFile}`);
  });
  const inside = (): Element => frame.contentDocument?.documentElement as Element;
  for (const selector of ['tbody tr', 'blockquote', 'button.image']) {
    await until(() => expect(deep(inside(), selector), selector).not.toBeNull());
  }
  deep(inside(), '.how')?.click();
  await until(() => expect(deepAll(inside(), 'vitrine-trace')).toHaveLength(2));
  expect(violations).toEqual([]);
  expect(frame.contentWindow).not.toHaveProperty('__broken');
});

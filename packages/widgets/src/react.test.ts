import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AnswerTrace } from './fixtures/react-page.fixture.tsx';
import { deep, deepAll } from './fixtures/shadow-dom.fixture.ts';
import { until } from './fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from './fixtures/support-conversation.fixture.ts';

let chat: SupportConversation;
beforeAll(async () => {
  chat = await sendSupportConversation('react tests');
});

/** Renders the component of the docs. Returns its root, its container, and the tokens of its requests. */
function renderPage(getToken: () => Promise<string>, onScore: (value: number | null) => void = () => undefined) {
  const sent: (string | null)[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    sent.push(new Headers(init?.headers).get('authorization'));
    return real(input, init);
  };
  const container = document.createElement('main');
  document.body.append(container);
  const root = createRoot(container);
  onTestFinished(() => {
    globalThis.fetch = real;
    root.unmount();
    container.remove();
  });
  renderInto(root, getToken, onScore);
  return { root, container, sent };
}

function renderInto(root: Root, getToken: () => Promise<string>, onScore: (value: number | null) => void): void {
  const answer = createElement(AnswerTrace, { traceId: chat.answered, getToken, onScore });
  root.render(createElement(StrictMode, null, answer));
}

test('a token provider is called once, and every request has its token', async () => {
  const getToken = vi.fn(() => Promise.resolve('a-token'));
  const { container, sent } = renderPage(getToken);
  await until(() => expect(deepAll(container, '.row').length).toBeGreaterThan(0));
  expect(new Set(sent)).toEqual(new Set(['Bearer a-token']));
  expect(getToken).toHaveBeenCalledTimes(1);
});

test('a new function with the same token requests nothing again, and one with another token everything', async () => {
  const { root, container, sent } = renderPage(() => Promise.resolve('first'));
  await until(() => expect(deepAll(container, '.row').length).toBeGreaterThan(0));
  const before = sent.length;
  const equal = vi.fn(() => Promise.resolve('first'));
  renderInto(root, equal, () => undefined);
  await until(() => expect(equal).toHaveBeenCalled());
  expect(sent).toHaveLength(before);
  renderInto(
    root,
    () => Promise.resolve('second'),
    () => undefined,
  );
  await until(() => expect(sent.filter((token) => token === 'Bearer second').length).toBeGreaterThanOrEqual(3));
});

test('a score reaches the handler of the component, and an unmounted component is silent', async () => {
  const scores: (number | null)[] = [];
  const { root, container, sent } = renderPage(
    () => Promise.resolve('a-token'),
    (value) => scores.push(value),
  );
  await until(() => expect(deep(container, '.thumb.down')).not.toBeNull());
  await userEvent.click(deep(container, '.thumb.down') as HTMLElement);
  await until(() => expect(scores).toEqual([0]));
  root.unmount();
  const before = sent.length;
  document.dispatchEvent(new Event('visibilitychange'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(sent).toHaveLength(before);
});

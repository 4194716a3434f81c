import { html, render } from 'lit';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { deep, deepAll, textOf } from '../../../widgets/src/fixtures/shadow-dom.fixture.ts';
import { expectAccessible, until } from '../../../widgets/src/fixtures/show.fixture.ts';
import {
  sendSupportConversation,
  type SupportConversation,
} from '../../../widgets/src/fixtures/support-conversation.fixture.ts';
import type { VitrineAdmin } from './vitrine-admin.ts';

const PROJECT = 'admin tests';
const testPage = location.href;
let chat: SupportConversation;
let projectId: string;

beforeAll(async () => {
  chat = await sendSupportConversation(PROJECT);
  const response = await fetch('/vitrine/api/v1/view/projects');
  const { projects } = (await response.json()) as { projects: { id: string; name: string }[] };
  projectId = projects.find(({ name }) => name === PROJECT)?.id ?? '';
  // As in the page that the server sends. The router reads it when it is imported.
  const base = document.createElement('base');
  base.href = '/vitrine/';
  document.head.prepend(base);
  await import('@vitrine/widgets');
  await import('./vitrine-admin.ts');
});

let main: HTMLElement;
beforeEach(() => {
  main = document.createElement('div');
  document.body.append(main);
});
afterEach(() => {
  main.remove();
  history.replaceState(null, '', testPage);
});

/** Opens the admin page at a path below the mount path. */
function open(path: string): VitrineAdmin {
  history.replaceState(null, '', `/vitrine/${path}`);
  render(html`<vitrine-admin></vitrine-admin>`, main);
  return main.firstElementChild as VitrineAdmin;
}

/** Clicks the first link or button with this text. */
async function press(element: Element, text: string): Promise<void> {
  const target = deepAll(element, 'a, button').find((candidate) => textOf(candidate) === text);
  await userEvent.click(target as HTMLElement);
}

function traceRows(element: Element): HTMLElement[] {
  return deepAll(deep(element, 'vitrine-traces'), 'tbody tr');
}

function current(element: Element): string[] {
  return deepAll(element, 'nav [aria-current=page]').map((item) => textOf(item));
}

test('the list of projects shows the figures of each project and is accessible', async () => {
  const element = open('');
  await until(() => expect(textOf(element)).toContain(PROJECT));
  const row = deepAll(element, 'tbody tr').find((candidate) => textOf(candidate).includes(PROJECT));
  expect(deepAll(row ?? null, 'td').map((cell) => textOf(cell))).toEqual([
    PROJECT,
    '3',
    '1',
    expect.stringMatching(/^(–|\$0\.\d+)$/), // the figures of a project may be some seconds old
    expect.stringMatching(/^(just now|\d+ (sec|min)\.? ago)$/),
  ]);
  expect(current(element)).toEqual(['Projects']);
  expect(document.title).toBe('Projects · Vitrine');
  await expectAccessible(element);
});

test('a press on a project opens its traces, and the back button returns to the projects', async () => {
  const element = open('');
  await until(() => expect(textOf(element)).toContain(PROJECT));
  await press(element, PROJECT);
  expect(location.pathname).toBe(`/vitrine/projects/${projectId}/traces`);
  await until(() => expect(traceRows(element)).toHaveLength(3));
  await until(() => expect(document.title).toBe(`Traces · ${PROJECT} · Vitrine`));
  expect(current(element)).toEqual(['Traces']);
  await expectAccessible(element);
  history.back();
  await until(() => expect(deep(element, 'vitrine-projects')).not.toBeNull());
  expect(location.pathname).toBe('/vitrine/');
});

test('a press on a row opens the trace, and "Traces" leads back to the list', async () => {
  const element = open(`projects/${projectId}/traces`);
  await until(() => expect(traceRows(element)).toHaveLength(3));
  await userEvent.click(traceRows(element)[0]!);
  expect(location.pathname).toBe(`/vitrine/traces/${chat.failed}`);
  await until(() => expect(textOf(deep(element, 'vitrine-trace'))).toContain('cancel_order'));
  await until(() => expect(textOf(deep(element, '.crumbs'))).toBe(`${PROJECT}/ Traces/ Trace`));
  expect(document.title).toBe(`support answer · ${PROJECT} · Vitrine`);
  await press(deep(element, '.crumbs') as HTMLElement, 'Traces');
  await until(() => expect(traceRows(element)).toHaveLength(3));
});

test('a trace leads to its conversation, and the conversation leads back to the list of traces', async () => {
  const element = open(`traces/${chat.answered}`);
  await until(() => expect(textOf(deep(element, 'vitrine-trace'))).toContain('Conversation'));
  await press(element, 'Conversation');
  expect(location.pathname).toBe(`/vitrine/projects/${projectId}/threads/${chat.threadId}`);
  await until(() => expect(deepAll(element, '.turn')).toHaveLength(3));
  await until(() => expect(textOf(deep(element, '.crumbs'))).toBe(`${PROJECT}/ Traces/ Conversation`));
  expect(current(element)).toEqual(['Conversation']);
  deep(element, '.how')?.click();
  await until(() => expect(textOf(element)).toContain('find_order'));
  expect(document.title).toBe(`Conversation · ${PROJECT} · Vitrine`);
  await press(deep(element, '.crumbs') as HTMLElement, 'Traces');
  await until(() => expect(traceRows(element)).toHaveLength(3));
});

test.each([
  ['experiments', 'Experiments are not shown here yet'],
  ['datasets', 'Datasets are not shown here yet'],
  ['optimizations', 'Optimizations are not shown here yet'],
])('a link to %s says that they are not shown yet and leads to the projects', async (page, title) => {
  const element = open(`${page}/0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11`);
  await element.updateComplete;
  expect(textOf(deep(element, 'main'))).toContain(title);
  expect(textOf(deep(element, 'main'))).toContain('0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11');
  await expectAccessible(element);
  await press(element, 'All projects');
  await until(() => expect(deep(element, 'vitrine-projects')).not.toBeNull());
});

test('an unknown path says that there is no such page and leads to the projects', async () => {
  const element = open('nowhere');
  await element.updateComplete;
  expect(textOf(deep(element, 'main'))).toBe('There is no such pageAll projects');
  expect(document.title).toBe('Not found · Vitrine');
  await press(element, 'All projects');
  await until(() => expect(deep(element, 'vitrine-projects')).not.toBeNull());
});

test('a list of projects that cannot be read says why and is read again on request', async () => {
  const real = globalThis.fetch;
  onTestFinished(() => void (globalThis.fetch = real));
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  const element = open('');
  await until(() => expect(textOf(element)).toContain('The server cannot be reached'));
  globalThis.fetch = real;
  await press(element, 'Try again');
  await until(() => expect(textOf(element)).toContain(PROJECT));
});

test('`/` moves the focus to the search field of the list of traces', async () => {
  const element = open(`projects/${projectId}/traces`);
  await until(() => expect(deep(element, '.search input')).not.toBeNull());
  document.body.focus();
  await userEvent.keyboard('/');
  expect(deep(element, 'vitrine-traces')?.shadowRoot?.activeElement?.ariaLabel).toBe('Search traces');
});

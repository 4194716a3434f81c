import { newId } from '@vitrine/core/model';
import { html } from 'lit';
import { beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SERVER, sendFeedback, sendTraces } from '../../fixtures/send-traces.fixture.ts';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show, until } from '../../fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import type { OpenTraceDetail, VitrineTraces } from './vitrine-traces.ts';
import './vitrine-traces.ts';

const PROJECT = 'list tests';
const PAGES = 'paging tests';
let chat: SupportConversation;

beforeAll(async () => {
  chat = await sendSupportConversation(PROJECT);
  const now = Date.now();
  await sendTraces(
    Array.from({ length: 30 }, (_, i) => ({
      id: newId(now - i * 1000),
      project_name: PAGES,
      name: `run ${i}`,
      start_time: new Date(now - i * 1000).toISOString(),
      end_time: new Date(now - i * 1000 + 400).toISOString(),
      input: { text: `question ${i}` },
    })),
  );
});

async function showList(projectName: string): Promise<VitrineTraces> {
  const element = show<VitrineTraces>(
    html`<vitrine-traces server=${SERVER} project-name=${projectName} page-size="12"></vitrine-traces>`,
  );
  await until(() => expect(rows(element).length).toBeGreaterThan(0));
  return element;
}

function rows(element: Element): HTMLElement[] {
  return deepAll(element, 'tbody tr');
}

test('a list of traces is accessible', async () => {
  await expectAccessible(await showList(PROJECT));
});

test('rows show question, answer, figures, thumbs and error, newest first', async () => {
  const [failed, unpriced, answered] = rows(await showList(PROJECT)).map((row) => textOf(row));
  expect(failed).toContain('Please cancel it.');
  expect(unpriced).toContain('unpriced');
  expect(answered).toContain('Where is my order 1042?');
  expect(answered).toContain('2.84');
  expect(answered).toContain('3.1k');
  expect(answered).toContain('thumb up');
});

test('a row with many scores shows thumbs, one score, and how many more there are', async () => {
  const id = chat.unpriced;
  const scores = { 'a score with a very long name': 0.833, brief: 1, faithful: 0.4 };
  const response = await fetch(`${SERVER}/api/v1/private/traces/feedback-scores`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      scores: Object.entries(scores).map(([name, value]) => ({
        id,
        project_name: PROJECT,
        name,
        value,
        source: 'sdk',
      })),
    }),
  });
  expect(response.status).toBe(204);
  await sendFeedback({ trace_id: id, name: 'user_feedback', value: 0, category_name: 'down' });
  const cell = deepAll(await showList(PROJECT), 'td.scores')[1];
  expect(textOf(cell ?? null)).toBe('thumb down a score with a very long name 0.83 +2 and brief 1, faithful 0.4');
  const more = cell?.querySelector<HTMLElement>('.more');
  expect(more?.title).toBe('brief 1, faithful 0.4');
  // The name is cut, so that the figure and the rest are seen.
  expect(more?.getBoundingClientRect().right).toBeLessThanOrEqual(cell?.getBoundingClientRect().right ?? 0);
});

test('a click, and arrow keys with Enter, open the trace of a row', async () => {
  const element = await showList(PROJECT);
  const opened: OpenTraceDetail[] = [];
  element.addEventListener('vitrine-open-trace', (event) => opened.push(event.detail));
  await userEvent.click(deep(element, 'tbody tr') as HTMLElement);
  rows(element)[0]?.focus();
  await userEvent.keyboard('{ArrowDown}{Enter}{End}{Enter}');
  expect(opened.map((detail) => detail.id)).toEqual([chat.failed, chat.unpriced, chat.answered]);
});

test('trace-href makes rows links, and canceling the event stops the link', async () => {
  const element = await showList(PROJECT);
  element.traceHref = '#/traces/{id}';
  await element.updateComplete;
  expect(deep(element, 'td.name a')?.getAttribute('href')).toBe(`#/traces/${chat.failed}`);
  element.addEventListener('vitrine-open-trace', (event) => event.preventDefault());
  await userEvent.click(deep(element, 'tbody tr') as HTMLElement);
  expect(location.hash).toBe('');
});

test('buttons lead to older and newer pages', async () => {
  const element = await showList(PAGES);
  const names = (): string[] => deepAll(element, 'td.name').map((cell) => textOf(cell));
  expect(names()[0]).toBe('run 0');
  expect(deep(element, '.count')?.textContent).toBe('1–12 of 30');
  deep(element, '[aria-label=Older]')?.click();
  await until(() => expect(names()[0]).toBe('run 12'));
  deep(element, '[aria-label=Older]')?.click();
  await until(() => expect(deep(element, '.count')?.textContent).toBe('25–30 of 30'));
  expect(deep<HTMLButtonElement>(element, '[aria-label=Older]')?.disabled).toBe(true);
  deep(element, '[aria-label=Newer]')?.click();
  await until(() => expect(names()[0]).toBe('run 12'));
});

test('`/` searches, and a search without matches has a message', async () => {
  const element = await showList(PAGES);
  rows(element)[0]?.focus();
  await userEvent.keyboard('/question 17');
  await until(() => expect(rows(element).map((row) => textOf(row))).toEqual([expect.stringContaining('question 17')]));
  await userEvent.keyboard(' nowhere');
  await until(() => expect(textOf(element)).toContain('No trace matches “question 17 nowhere”'));
  await userEvent.keyboard('{Escape}');
  await until(() => expect(rows(element)).toHaveLength(12));
});

test('thread-id limits the list to one conversation', async () => {
  const element = await showList(PROJECT);
  element.threadId = 'no such thread';
  await until(() => expect(rows(element)).toHaveLength(0));
  element.threadId = chat.threadId;
  await until(() => expect(rows(element)).toHaveLength(3));
});

test('an empty project shows the line of code that sends the first trace', async () => {
  const element = show(html`<vitrine-traces server=${SERVER} project-name="Default Project"></vitrine-traces>`);
  await until(() => expect(textOf(element)).toContain('No traces yet'));
  expect(deep(element, 'code')?.textContent).toBe(
    `const vitrine = new Vitrine({ url: '${location.origin}/vitrine', projectName: 'Default Project' });`,
  );
  await expectAccessible(element);
});

test('a server that cannot be reached is an error with another try', async () => {
  const element = show(html`<vitrine-traces server="http://localhost:1" project-name=${PROJECT}></vitrine-traces>`);
  await until(() => expect(textOf(element)).toContain('The server cannot be reached'));
  expect(textOf(element)).toContain('Try again');
});

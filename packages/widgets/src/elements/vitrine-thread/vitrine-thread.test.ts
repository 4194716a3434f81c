import { html } from 'lit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { VitrineLoadEvent } from '../../events/load-event.ts';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show, until } from '../../fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import type { VitrineThread } from './vitrine-thread.ts';
import './vitrine-thread.ts';

let chat: SupportConversation;
beforeAll(async () => {
  chat = await sendSupportConversation('thread tests');
});

async function showThread(): Promise<VitrineThread> {
  const element = show<VitrineThread>(
    html`<vitrine-thread
      server=${SERVER}
      project-name=${chat.projectName}
      thread-id=${chat.threadId}
    ></vitrine-thread>`,
  );
  await until(() => expect(deepAll(element, '.turn')).toHaveLength(3));
  await until(() =>
    expect(deep(element, 'ol ol, .assistant ol, ol > li > strong') ?? deep(element, 'blockquote')).not.toBeNull(),
  );
  return element;
}

test('a conversation is accessible, also with an unfolded trace', async () => {
  const element = await showThread();
  await expectAccessible(element);
  deep(element, '.how')?.click();
  await until(() => expect(textOf(element)).toContain('find_order'));
  await expectAccessible(element);
});

test('a conversation shows questions and answers with their figures, oldest first', async () => {
  const turns = deepAll(await showThread(), '.turn').map((turn) => textOf(turn));
  expect(turns[0]).toMatch(/Where is my order 1042\?.*Your order 1042 is on its way.*2\.84 s.*3\.1k tok/);
  expect(turns[1]).toMatch(/How do I wash the tent\?.*Never machine wash a tent/);
  expect(turns[2]).toMatch(/Please cancel it\..*OrderServiceError: The order service answered 503/);
});

test('"How was this answered?" unfolds the trace under the answer, and folds it', async () => {
  const element = await showThread();
  const how = deep(element, '.how') as HTMLElement;
  await userEvent.click(how);
  await until(() => expect(deep(element, 'vitrine-trace')?.getAttribute('trace-id')).toBe(chat.answered));
  expect(how.ariaExpanded).toBe('true');
  await userEvent.click(how);
  await until(() => expect(deep(element, 'vitrine-trace')).toBeNull());
});

test('canceling vitrine-open-trace stops the trace from unfolding', async () => {
  const element = await showThread();
  let opened = '';
  element.addEventListener('vitrine-open-trace', (event) => {
    event.preventDefault();
    opened = event.detail.id;
  });
  deep(element, '.how')?.click();
  await element.updateComplete;
  expect(opened).toBe(chat.answered);
  expect(deep(element, 'vitrine-trace')).toBeNull();
});

test('a conversation fires vitrine-load for the conversation, then for the trace that unfolds in it', async () => {
  const loaded: string[] = [];
  const onLoad = (event: VitrineLoadEvent): void => {
    expect(event).toBeInstanceOf(VitrineLoadEvent);
    const { detail } = event;
    loaded.push('turns' in detail ? `${detail.thread_id}: ${detail.turns.length} turns` : detail.id);
  };
  document.addEventListener('vitrine-load', onLoad);
  onTestFinished(() => document.removeEventListener('vitrine-load', onLoad));
  const element = await showThread();
  deep(element, '.how')?.click();
  await until(() => expect(loaded.length).toBeGreaterThan(1));
  expect(loaded.slice(0, 2)).toEqual([`${chat.threadId}: 3 turns`, chat.answered]);
});

test('each answer has the thumbs of the user', async () => {
  const element = await showThread();
  await until(() => expect(deepAll(element, '.thumb').map((thumb) => thumb.ariaPressed)[0]).toBe('true'));
  expect(deepAll(element, 'vitrine-feedback')).toHaveLength(3);
});

test('a conversation that does not exist is a 404', async () => {
  const element = show(
    html`<vitrine-thread server=${SERVER} project-name="thread tests" thread-id="nobody"></vitrine-thread>`,
  );
  await until(() => expect(textOf(element)).toContain('There is no such conversation'));
});

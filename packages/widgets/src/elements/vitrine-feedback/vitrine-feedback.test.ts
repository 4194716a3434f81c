import type { FeedbackView } from '@vitrine/core/model';
import { html } from 'lit';
import { beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { deep, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show, until } from '../../fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import type { FeedbackDetail, VitrineFeedback } from './vitrine-feedback.ts';
import './vitrine-feedback.ts';

let chat: SupportConversation;
beforeAll(async () => {
  chat = await sendSupportConversation('feedback tests');
});

function showThumbs(traceId: string): VitrineFeedback {
  return show<VitrineFeedback>(html`<vitrine-feedback server=${SERVER} trace-id=${traceId}></vitrine-feedback>`);
}

function thumb(element: Element, which: 'up' | 'down'): HTMLButtonElement {
  return deep<HTMLButtonElement>(element, `.thumb.${which}`) as HTMLButtonElement;
}

async function storedOf(target: Record<string, string>): Promise<FeedbackView> {
  const query = new URLSearchParams({ ...target, name: 'user_feedback' });
  const response = await fetch(`${SERVER}/api/v1/view/feedback?${query}`);
  return (await response.json()) as FeedbackView;
}

async function stored(traceId: string): Promise<FeedbackView['mine']> {
  return (await storedOf({ trace_id: traceId })).mine;
}

test('the thumbs are accessible, before and after a press', async () => {
  const element = showThumbs(chat.failed);
  await element.updateComplete;
  await expectAccessible(element);
  await userEvent.click(thumb(element, 'down'));
  await until(() => expect(deep(element, 'textarea')).not.toBeNull());
  await expectAccessible(element);
});

test('the earlier score of the user is a pressed thumb', async () => {
  const element = showThumbs(chat.answered);
  await until(() => expect(thumb(element, 'up').ariaPressed).toBe('true'));
  expect(thumb(element, 'down').ariaPressed).toBe('false');
});

test('a press is saved, a comment is its reason, and a second press deletes the score', async () => {
  const element = showThumbs(chat.unpriced);
  await element.updateComplete;
  const details: FeedbackDetail[] = [];
  element.addEventListener('vitrine-feedback', (event) => details.push(event.detail));

  await userEvent.click(thumb(element, 'down'));
  await until(() => expect(details).toHaveLength(1));
  expect(await stored(chat.unpriced)).toEqual({ value: 0, category_name: 'down', reason: null });
  expect(textOf(element)).toContain('Thanks.');

  await userEvent.type(deep(element, 'textarea') as HTMLElement, 'It was about boots.{Enter}');
  await until(() => expect(details).toHaveLength(2));
  expect(await stored(chat.unpriced)).toEqual({ value: 0, category_name: 'down', reason: 'It was about boots.' });
  expect(deep(element, 'textarea')).toBeNull();

  await userEvent.click(thumb(element, 'down'));
  await until(() => expect(details).toHaveLength(3));
  expect(details[2]).toEqual({ value: null, reason: null, target: { trace_id: chat.unpriced } });
  expect(await stored(chat.unpriced)).toBeNull();
});

test('the last of two quick presses wins', async () => {
  const element = showThumbs(chat.failed);
  await element.updateComplete;
  let saved = 0;
  element.addEventListener('vitrine-feedback', () => saved++);
  thumb(element, 'up').click();
  thumb(element, 'down').click();
  await until(() => expect(saved).toBe(2));
  expect((await stored(chat.failed))?.value).toBe(0);
  expect(thumb(element, 'down').ariaPressed).toBe('true');
});

test('a press under a conversation scores the conversation', async () => {
  const element = show<VitrineFeedback>(
    html`<vitrine-feedback
      server=${SERVER}
      thread-id=${chat.threadId}
      project-name=${chat.projectName}
    ></vitrine-feedback>`,
  );
  await element.updateComplete;
  let detail: FeedbackDetail | undefined;
  element.addEventListener('vitrine-feedback', (event) => (detail = event.detail));
  await userEvent.click(thumb(element, 'up'));
  const target = { thread_id: chat.threadId, project_name: chat.projectName };
  await until(() => expect(detail).toEqual({ value: 1, reason: null, target }));
  expect(await storedOf(target)).toEqual({
    mine: { value: 1, category_name: 'up', reason: null },
    average: 1,
    count: 1,
  });
});

test('a score that cannot be saved is an error with another try', async () => {
  const element = show<VitrineFeedback>(
    html`<vitrine-feedback server="/no-vitrine-here" trace-id=${chat.answered}></vitrine-feedback>`,
  );
  await element.updateComplete;
  await userEvent.click(thumb(element, 'up'));
  await until(() => expect(textOf(element)).toContain('This was not saved.'));
  expect(thumb(element, 'up').ariaPressed).toBe('false');
  expect(textOf(element)).toContain('Try again');
});

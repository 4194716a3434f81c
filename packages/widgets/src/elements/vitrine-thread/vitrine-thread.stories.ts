import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { deep, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import './vitrine-thread.ts';

const meta = {
  title: 'Elements/vitrine-thread',
  component: 'vitrine-thread',
  loaders: [async () => ({ chat: await sendSupportConversation('stories') })],
} satisfies Meta;
export default meta;

export const Conversation: StoryObj = {
  render: (_args, { loaded }) =>
    html`<vitrine-thread
      server=${SERVER}
      project-name="stories"
      thread-id=${(loaded['chat'] as SupportConversation).threadId}
    ></vitrine-thread>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('How do I wash the tent?'));
  },
};

/** The trace of an answer is expanded under the answer. */
export const Unfolded: StoryObj = {
  ...Conversation,
  play: async ({ canvasElement, userEvent }) => {
    await waitFor(() => expect(deep(canvasElement, '.how')).not.toBeNull());
    await userEvent.click(deep(canvasElement, '.how') as HTMLElement);
    await waitFor(() => expect(textOf(canvasElement)).toContain('find_order'));
  },
};

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import { deep, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import './vitrine-feedback.ts';

interface Context {
  loaded: { chat: SupportConversation };
}

const meta = {
  title: 'Elements/vitrine-feedback',
  component: 'vitrine-feedback',
  loaders: [async () => ({ chat: await sendSupportConversation('stories') })],
} satisfies Meta;
export default meta;

/** Under an answer that nobody has judged. */
export const Fresh: StoryObj = {
  render: (_args, { loaded }) =>
    html`<vitrine-feedback
      server=${SERVER}
      trace-id=${(loaded as Context['loaded']).chat.unpriced}
    ></vitrine-feedback>`,
};

/** What this person gave before stands pressed. */
export const Given: StoryObj = {
  render: (_args, { loaded }) =>
    html`<vitrine-feedback
      server=${SERVER}
      trace-id=${(loaded as Context['loaded']).chat.answered}
    ></vitrine-feedback>`,
};

/** A press unfolds the comment. */
export const Commenting: StoryObj = {
  ...Fresh,
  play: async ({ canvasElement, userEvent }) => {
    const element = canvasElement.querySelector('vitrine-feedback');
    await waitFor(() => expect(deep(element, '.thumb.down')).not.toBeNull());
    await userEvent.click(deep(element, '.thumb.down') as HTMLElement);
    await waitFor(() => expect(deep(element, 'textarea')).not.toBeNull());
    await expect(textOf(element)).toContain('Thanks.');
  },
};

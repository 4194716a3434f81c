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

/** An answer that the user has not scored yet. */
export const Fresh: StoryObj = {
  render: (_args, { loaded }) =>
    html`<vitrine-feedback
      server=${SERVER}
      trace-id=${(loaded as Context['loaded']).chat.unpriced}
    ></vitrine-feedback>`,
};

/** The thumb of the earlier score is pressed. */
export const Given: StoryObj = {
  render: (_args, { loaded }) =>
    html`<vitrine-feedback
      server=${SERVER}
      trace-id=${(loaded as Context['loaded']).chat.answered}
    ></vitrine-feedback>`,
};

/** A press opens the comment field. */
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

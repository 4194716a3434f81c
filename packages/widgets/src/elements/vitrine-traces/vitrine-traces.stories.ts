import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { sendSupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import './vitrine-traces.ts';

const meta = {
  title: 'Elements/vitrine-traces',
  component: 'vitrine-traces',
  loaders: [() => sendSupportConversation('stories')],
} satisfies Meta;
export default meta;

export const Project: StoryObj = {
  render: () => html`<vitrine-traces server=${SERVER} project-name="stories"></vitrine-traces>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('Where is my order 1042?'));
  },
};

/** In a narrow column, the less important columns are hidden. */
export const InANarrowColumn: StoryObj = {
  render: () =>
    html`<div class="narrow">
      <vitrine-traces server=${SERVER} project-name="stories" page-size="10"></vitrine-traces>
    </div>`,
};

/** An empty project shows the line of code to copy. */
export const Empty: StoryObj = {
  loaders: [],
  render: () => html`<vitrine-traces server=${SERVER} project-name="Default Project"></vitrine-traces>`,
};

export const Unreachable: StoryObj = {
  render: () => html`<vitrine-traces server="http://localhost:1" project-name="stories"></vitrine-traces>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('The server cannot be reached'));
  },
};

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { sendHostileTrace, type HostileTrace } from '../../fixtures/hostile-trace.fixture.ts';
import { sendLongTrace } from '../../fixtures/long-trace.fixture.ts';
import { sendServedTrace, type ServedTrace } from '../../fixtures/served-trace.fixture.ts';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import './vitrine-trace.ts';

const meta = { title: 'Elements/vitrine-trace', component: 'vitrine-trace' } satisfies Meta;
export default meta;

const withChat = { loaders: [async () => ({ chat: await sendSupportConversation('stories') })] };
const chatOf = (loaded: Record<string, unknown>): SupportConversation => loaded['chat'] as SupportConversation;

/** An agent looks up an order and answers. */
export const Answered: StoryObj = {
  ...withChat,
  render: (_args, { loaded }) =>
    html`<vitrine-trace server=${SERVER} trace-id=${chatOf(loaded).answered}></vitrine-trace>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('find_order'));
  },
};

/** A tool failed: its error, and the link to it. */
export const Failed: StoryObj = {
  ...withChat,
  render: (_args, { loaded }) =>
    html`<vitrine-trace server=${SERVER} trace-id=${chatOf(loaded).failed}></vitrine-trace>`,
};

/** An agent inside a server: spans of HTTP, middleware and queries are hidden by default. */
export const Served: StoryObj = {
  loaders: [async () => ({ served: await sendServedTrace('stories') })],
  render: (_args, { loaded }) =>
    html`<vitrine-trace server=${SERVER} trace-id=${(loaded['served'] as ServedTrace).id}></vitrine-trace>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('4 hidden'));
  },
};

/** Below 720 px the detail is a sheet over the tree. */
export const Narrow: StoryObj = {
  ...withChat,
  render: (_args, { loaded }) =>
    html`<div class="narrow">
      <vitrine-trace server=${SERVER} trace-id=${chatOf(loaded).answered}></vitrine-trace>
    </div>`,
};

/** Ten thousand spans, about fifty of them in the DOM. */
export const TenThousandSpans: StoryObj = {
  loaders: [async () => ({ id: await sendLongTrace('stories', 10_000) })],
  render: (_args, { loaded }) =>
    html`<vitrine-trace server=${SERVER} trace-id=${loaded['id'] as string}></vitrine-trace>`,
};

/** Hostile content: markup, a text of five megabytes, 200 levels of nesting, and a cycle of parents. */
export const Hostile: StoryObj = {
  loaders: [async () => ({ hostile: await sendHostileTrace('stories') })],
  render: (_args, { loaded }) =>
    html`<vitrine-trace server=${SERVER} trace-id=${(loaded['hostile'] as HostileTrace).id}></vitrine-trace>`,
};

export const Missing: StoryObj = {
  render: () => html`<vitrine-trace server=${SERVER} trace-id="0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11"></vitrine-trace>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(textOf(canvasElement)).toContain('There is no such trace'));
  },
};

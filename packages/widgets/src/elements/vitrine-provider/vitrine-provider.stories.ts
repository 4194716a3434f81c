import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { SERVER } from '../../fixtures/send-traces.fixture.ts';
import { sendSupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import '../../index.ts';

const meta = {
  title: 'Elements/vitrine-provider',
  component: 'vitrine-provider',
  loaders: [() => sendSupportConversation('stories')],
  argTypes: { theme: { control: 'inline-radio', options: ['auto', 'light', 'dark'] }, locale: { control: 'text' } },
  args: { theme: 'auto', locale: 'en' },
  render: ({ theme, locale }) =>
    html`<vitrine-provider server=${SERVER} theme=${theme} locale=${locale}>
      <div class="page"><vitrine-traces project-name="stories" page-size="5"></vitrine-traces></div>
    </vitrine-provider>`,
} satisfies Meta<{ theme: 'auto' | 'light' | 'dark'; locale: string }>;
export default meta;

type Story = StoryObj<{ theme: 'auto' | 'light' | 'dark'; locale: string }>;

/** The theme follows the `color-scheme` of the page. */
export const Auto: Story = {};
export const Dark: Story = { args: { theme: 'dark' } };
export const German: Story = { args: { locale: 'de' } };

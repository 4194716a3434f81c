import type { Preview } from '@storybook/web-components-vite';

const preview: Preview = {
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
};
export default preview;

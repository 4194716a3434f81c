import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';

/** The content of dist/custom-elements.json, from main.ts. */
declare const CUSTOM_ELEMENTS_MANIFEST: Parameters<typeof setCustomElementsManifest>[0];
setCustomElementsManifest(CUSTOM_ELEMENTS_MANIFEST);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
};
export default preview;

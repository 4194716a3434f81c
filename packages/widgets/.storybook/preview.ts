import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { configure } from 'storybook/test';

// Patience costs nothing while stories pass, and keeps a loaded machine green.
configure({ asyncUtilTimeout: 60_000 });

/** The content of dist/custom-elements.json, from main.ts. */
declare const CUSTOM_ELEMENTS_MANIFEST: Parameters<typeof setCustomElementsManifest>[0];
setCustomElementsManifest(CUSTOM_ELEMENTS_MANIFEST);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
};
export default preview;

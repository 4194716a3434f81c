import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { StorybookConfig } from '@storybook/web-components-vite';
import { vitrineServer } from '@vitrine/testing/vite-plugin';

const root = join(import.meta.dirname, '..');

/** The manifest of the public elements, made anew from their class comments. */
function customElementsManifest(): string {
  const analyzer = createRequire(import.meta.url).resolve('@custom-elements-manifest/analyzer/cem.js');
  execFileSync(process.execPath, [analyzer, 'analyze', '--quiet'], { cwd: root });
  return readFileSync(join(root, 'dist/custom-elements.json'), 'utf8');
}

const config: StorybookConfig = {
  stories: ['../src/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-vitest', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => ({
    ...vite,
    define: { ...vite.define, CUSTOM_ELEMENTS_MANIFEST: customElementsManifest() },
    plugins: [...(vite.plugins ?? []), vitrineServer()],
    resolve: { ...vite.resolve, conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
  }),
};
export default config;

import type { StorybookConfig } from '@storybook/web-components-vite';
import { vitrineServer } from '@vitrine/testing/vite-plugin';

const config: StorybookConfig = {
  stories: ['../src/**/*.stories.ts'],
  addons: ['@storybook/addon-vitest', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => ({
    ...vite,
    plugins: [...(vite.plugins ?? []), vitrineServer()],
    resolve: { ...vite.resolve, conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
  }),
};
export default config;

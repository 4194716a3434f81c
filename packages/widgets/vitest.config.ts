import { join } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import { chromiumLaunch } from '@vitrine/testing/chromium';
import { vitrineServer } from '@vitrine/testing/vite-plugin';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const resolve = { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] };
const optimizeDeps = {
  include: [
    '@lit/context',
    'axe-core',
    'dompurify',
    'lit',
    'lit/decorators.js',
    'lit/directive.js',
    'lit/directives/class-map.js',
    'lit/directives/repeat.js',
    'marked',
    '@vitrine/core > uuid',
    '@vitrine/core > zod',
  ],
};
/** A fresh one for each project: vitest writes into it. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: chromiumLaunch }),
  instances: [{ browser: 'chromium' as const }],
  viewport: { width: 1280, height: 800 },
});

/** Tests in a real browser against a real server that stands at /vitrine of the page's own origin. */
export default defineConfig({
  test: {
    projects: [
      {
        root,
        resolve,
        optimizeDeps,
        plugins: [vitrineServer()],
        test: {
          name: 'widgets',
          include: ['src/**/*.test.ts'],
          browser: browser(),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        resolve,
        optimizeDeps,
        plugins: [vitrineServer(), storybookTest({ configDir: join(root, '.storybook'), disableAddonDocs: true })],
        test: { name: 'stories', browser: browser(), testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});

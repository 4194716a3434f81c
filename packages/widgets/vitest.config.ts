import { join } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { browserProject } from '@vitrine/testing/browser-project';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const dependencies = [
  '@lit/context',
  'axe-core',
  'dompurify',
  'lit',
  'lit/decorators.js',
  'lit/directive.js',
  'lit/directives/class-map.js',
  'lit/directives/repeat.js',
  'marked',
  'react',
  'react-dom/client',
  'react/jsx-dev-runtime',
  '@vitrine/core > uuid',
  '@vitrine/core > zod',
];
const stories = browserProject('stories', root, dependencies);

/** Tests and stories in a real browser, against a real server. */
export default defineConfig({
  test: {
    projects: [
      browserProject('widgets', root, dependencies),
      {
        ...stories,
        plugins: [
          ...(stories.plugins ?? []),
          storybookTest({ configDir: join(root, '.storybook'), disableAddonDocs: true }),
        ],
        test: { ...stories.test, include: [] },
      },
    ],
  },
});

import { browserProject } from '@vitrine/testing/browser-project';
import { defineConfig } from 'vitest/config';

/** Tests of the admin page in a real browser, against a real server. */
export default defineConfig(
  browserProject('admin', import.meta.dirname, [
    'lit',
    'lit/decorators.js',
    '@vitrine/core > uuid',
    '@vitrine/core > zod',
    ...['@lit/context', 'axe-core', 'dompurify', 'lit/directive.js', 'marked'].map(
      (name) => `@vitrine/widgets > ${name}`,
    ),
    '@vitrine/widgets > lit/directives/class-map.js',
    '@vitrine/widgets > lit/directives/repeat.js',
  ]),
);

import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumLaunch } from './chromium.ts';
import { vitrineServer } from './vite-plugin.ts';

/**
 * Creates a Vitest project whose tests run in Chromium, on a page with a real server at `/vitrine` on the same origin.
 *
 * @param dependencies packages that Vite bundles before the tests start; a package found later reloads the page
 */
export function browserProject(
  name: string,
  root: string,
  dependencies: readonly string[],
): TestProjectInlineConfiguration {
  return {
    root,
    resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
    optimizeDeps: { include: [...dependencies] },
    plugins: [vitrineServer()],
    test: {
      name,
      include: ['src/**/*.test.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: chromiumLaunch }),
        instances: [{ browser: 'chromium' }],
        viewport: { width: 1280, height: 800 },
      },
      testTimeout: 60_000,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 60_000 } },
    },
  };
}

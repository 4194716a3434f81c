import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Each test file runs in its own process, and many tests start more: Node caches what it compiles for all of them.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/node/', import.meta.url));

// Not `module`: Node itself does not take it, and packages keep files there that only bundlers can load.
const conditions = ['vitrine-source', 'node', 'development|production'];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/plain-line.reporter.ts'],
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions, externalConditions: ['vitrine-source'] } },
        test: {
          name: 'node',
          environment: 'node',
          pool: 'forks',
          // Tests often wait for engines and disks, so a machine with two cores runs two files at once.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          execArgv: ['--conditions=vitrine-source'],
          include: [
            'packages/{core,adapters,server}/src/**/*.test.ts',
            'packages/widgets/*.test.ts',
            'examples/*/src/**/*.test.ts',
            'testing/src/**/*.test.ts',
            'testing/model-server/src/**/*.test.ts',
          ],
          // Patience costs nothing while tests pass, and keeps a loaded machine green.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      'packages/widgets',
      'packages/admin',
    ],
  },
});

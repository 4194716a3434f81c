import { defineConfig } from 'vitest/config';

const conditions = ['vitrine-source', 'module', 'node', 'development|production'];

/** The faults that take minutes, or root: `npm run test:faults`. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['vitrine-source'] } },
  test: {
    reporters: ['default', './scripts/plain-line.reporter.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    execArgv: ['--conditions=vitrine-source'],
    include: ['packages/{core,server}/src/**/*.faults.ts', 'testing/src/**/*.faults.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});

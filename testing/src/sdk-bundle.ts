import { build } from 'vite';

/** Bundles the SDK into one JavaScript file, as a bundler does for pages and workers. */
export async function sdkBundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { core: new URL('../../packages/core/src/index.ts', import.meta.url).pathname },
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { code?: string }[] };
  return output[0]?.code ?? '';
}

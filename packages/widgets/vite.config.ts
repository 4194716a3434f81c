import { defineConfig } from 'vite';

/**
 * Builds the elements for pages without a bundler: widgets.js, and chunks in widgets/ that load on first use. All imports
 * are relative, so that they work under any mount path.
 */
export default defineConfig({
  resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../server/dist/browser',
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: { widgets: 'src/index.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: 'widgets/[name]-[hash].js',
        minify: true,
      },
    },
  },
});

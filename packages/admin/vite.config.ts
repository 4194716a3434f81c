import { defineConfig } from 'vite';

/** The admin page, for any mount path: every URL in it is relative to the base element that the server fills in. */
export default defineConfig({
  base: './',
  resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../server/dist/browser/admin',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});

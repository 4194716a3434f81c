import { defineConfig, type Plugin } from 'vite';

/** Adds `<base href="./">` to the page. The server replaces it by the base of its mount path. */
const base: Plugin = {
  name: 'base-element',
  transformIndexHtml: () => [{ tag: 'base', attrs: { href: './' }, injectTo: 'head-prepend' }],
};

/** Builds the admin page for any mount path: all its URLs are relative to the base element. */
export default defineConfig({
  base: './',
  plugins: [base],
  resolve: { conditions: ['vitrine-source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../server/dist/browser/admin',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});

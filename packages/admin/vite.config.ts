import { defineConfig, type Plugin } from 'vite';

/** Puts `<base href="./">` into the page, which the server replaces by the one of its mount path. */
const base: Plugin = {
  name: 'base-element',
  transformIndexHtml: () => [{ tag: 'base', attrs: { href: './' }, injectTo: 'head-prepend' }],
};

/** The admin page, for any mount path: every URL in it is relative to the base element that the server fills in. */
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

/** The script of a page under a strict policy, in a frame of a test. */
import '../index.ts';

// vitest rewrites `import()` to go through its runner, which only the test's own frame has.
Object.assign(globalThis, { __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() } });

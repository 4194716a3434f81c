import { join } from 'node:path';

/**
 * Directory of this package: two levels above this file, in src/ and in dist/. Bundlers resolve `new URL(...)` with
 * `import.meta.url` while they build, and fail on what is made later; they leave a joined path alone.
 */
export const PACKAGE_DIRECTORY: string = join(import.meta.dirname, '../..');

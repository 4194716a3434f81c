// Builds the files in the server's dist that tsc does not write. Copies the migrations from src. Bundles the browser
// files, dist/browser/widgets.js (with its lazy chunks) and dist/browser/admin/, if a source is newer than the last
// build.
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const server = join(root, 'packages/server');
for (const file of readdirSync(join(server, 'src'), { recursive: true })) {
  if (file.endsWith('.sql')) cpSync(join(server, 'src', file), join(server, 'dist', file));
}

const out = join(server, 'dist/browser');
const stamp = join(out, '.built');
const sources = ['core', 'widgets', 'admin'].flatMap((name) => {
  const at = join(root, 'packages', name);
  const inside = readdirSync(join(at, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [...inside, join(at, 'package.json'), ...['vite.config.ts', 'index.html'].map((f) => join(at, f))];
});
const newest = Math.max(...sources.filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));

if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest) {
  rmSync(out, { recursive: true, force: true });
  for (const name of ['widgets', 'admin']) {
    await build({
      root: join(root, 'packages', name),
      configFile: join(root, 'packages', name, 'vite.config.ts'),
      logLevel: 'warn',
    });
  }
  writeFileSync(stamp, '');
}

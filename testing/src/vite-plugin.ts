import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitrine } from '@vitrine/server';
import type { Plugin } from 'vite';

/**
 * Vite plugin that mounts a real Vitrine with an empty engine at `/vitrine` of a development server. Tests and stories
 * in a browser have it on their own origin. The process that loads the plugin must run from source:
 * `node --conditions=vitrine-source node_modules/vitest/vitest.mjs run` (or NODE_OPTIONS=--conditions=vitrine-source).
 */
export function vitrineServer(): Plugin {
  return {
    name: 'vitrine-server',
    configureServer(server) {
      const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-'));
      const vitrine = createVitrine({ dataDir, auth: 'local' });
      server.middlewares.use('/vitrine', vitrine.router);
      const close = server.close.bind(server);
      server.close = async () => {
        await close();
        await vitrine.close();
        rmSync(dataDir, { recursive: true, force: true });
      };
    },
  };
}

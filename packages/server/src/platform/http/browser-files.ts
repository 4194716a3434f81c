import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import { PACKAGE_DIRECTORY } from '../package-directory.ts';

/** Directory into which the widgets and the admin page are built. */
const BROWSER = join(PACKAGE_DIRECTORY, 'dist', 'browser');

/** Placeholder in the page, which is replaced when the mount path is known. */
const BASE = '<base href="./">';

/**
 * Serves the files that browsers load: `widgets.js` with its chunks, and the admin page at every other path. The base
 * element of the page and the redirect are relative, because a proxy may add or strip a prefix of the path.
 */
export function browserFiles(): Router {
  const router = Router();
  const unchanging = { immutable: true, maxAge: '1y', index: false } as const;
  router.use('/widgets', express.static(join(BROWSER, 'widgets'), unchanging));
  router.use('/assets', express.static(join(BROWSER, 'admin', 'assets'), unchanging));
  router.get('/widgets.js', (_request, response) => {
    response.sendFile('widgets.js', { root: BROWSER });
  });

  router.get('/{*path}', (request, response) => {
    // Relative links need the trailing slash.
    const [path, query] = request.originalUrl.split('?', 2) as [string, string | undefined];
    if (request.path === '/' && !path.endsWith('/')) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      response.redirect(308, `./${name}/${query === undefined ? '' : `?${query}`}`);
      return;
    }
    // Browsers accept text/html when they load a page, but not for `favicon.ico` or a missing script.
    if (!request.headers.accept?.includes('text/html')) throw new VitrineError('not_found', `there is no ${path}`);
    const page = join(BROWSER, 'admin', 'index.html');
    if (!existsSync(page)) throw new VitrineError('not_found', 'the admin page is not built; run `npm run build`');
    const base = `<base href="${upFrom(request.path)}">`;
    response
      .type('html')
      .set('Cache-Control', 'no-cache')
      .send(readFileSync(page, 'utf8').replace(BASE, () => base));
  });
  return router;
}

/** Returns the relative URL from a page to the mount path: `./` from `/traces`, `../` from `/traces/1`. */
function upFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 2) || './';
}

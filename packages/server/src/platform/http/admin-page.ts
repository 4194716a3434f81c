import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { VitrineError } from '../errors/vitrine-error.ts';
import { PACKAGE_DIRECTORY } from '../package-directory.ts';
import { pathToMount } from './path-to-mount.ts';

/** Directory into which the admin page is built. */
const ADMIN = join(PACKAGE_DIRECTORY, 'dist', 'browser', 'admin');

/** Placeholder in the page, which is replaced when the mount path is known. */
const BASE = '<base href="./">';

/**
 * Serves the admin page at every path, and its files. Everybody may load them, because they contain no data. The base
 * element of the page and the redirect are relative, because a proxy may add or strip a prefix of the path.
 */
export function adminPage(): Router {
  const router = Router();
  const unchanging = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  router.use('/assets', express.static(join(ADMIN, 'assets'), unchanging));

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
    const page = join(ADMIN, 'index.html');
    if (!existsSync(page)) throw new VitrineError('not_found', 'the admin page is not built; run `npm run build`');
    const base = `<base href="${pathToMount(request.path)}">`;
    response
      .type('html')
      .set('Cache-Control', 'no-cache')
      .send(readFileSync(page, 'utf8').replace(BASE, () => base));
  });
  return router;
}
